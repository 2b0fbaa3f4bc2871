-- The database role of the tip line's own process (blogsite.settings_source): it can put tips in,
-- find one by its receipt, and delete what a receipt opens. It reads no name, no password, no
-- sealed word or key, no post and no comment. Run as PostgreSQL's superuser, for nobody else may
-- keep a role out of the server's log, after each `migrate`; safe to repeat:
--   sudo -u postgres psql -v ON_ERROR_STOP=1 -d paper -f deploy/source-role.sql
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'paper_source') THEN
        CREATE ROLE paper_source LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
    END IF;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM paper_source;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM paper_source;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO paper_source;

-- Who may read tips: numbers and yes or no.
GRANT SELECT (id, is_active, is_superuser) ON auth_user TO paper_source;
GRANT SELECT (id, user_id, group_id) ON auth_user_groups TO paper_source;
GRANT SELECT (id, user_id, permission_id) ON auth_user_user_permissions TO paper_source;
GRANT SELECT (id) ON auth_group TO paper_source;
GRANT SELECT (id, group_id, permission_id) ON auth_group_permissions TO paper_source;
GRANT SELECT (id, codename, content_type_id) ON auth_permission TO paper_source;
GRANT SELECT (id, app_label) ON django_content_type TO paper_source;
GRANT SELECT (id, user_id, public) ON tips_deskkey TO paper_source;

-- A tip comes in, is found by its receipt, is added to, is deleted.
GRANT INSERT, DELETE ON tips_tip TO paper_source;
GRANT SELECT (id, received_on, last_action_on, opened_on, held, language, status, kinds, size_class,
    public, lookup, tally) ON tips_tip TO paper_source;
GRANT UPDATE (status, kinds, size_class, tally) ON tips_tip TO paper_source;
GRANT INSERT, DELETE ON tips_envelope, tips_attachment, tips_wrap TO paper_source;
GRANT SELECT (id, tip_id, place) ON tips_envelope TO paper_source;
GRANT SELECT (id, envelope_id, place, sealed) ON tips_attachment TO paper_source;  -- file names
GRANT SELECT (id, tip_id) ON tips_wrap TO paper_source;
GRANT SELECT (id, tip_id, day, place, sealed_for_source) ON tips_reply TO paper_source;
GRANT SELECT (id, tip_id) ON tips_note, tips_opening TO paper_source;
GRANT DELETE ON tips_reply, tips_note, tips_opening TO paper_source;

-- The question that is asked under load.
GRANT SELECT, INSERT, DELETE ON captcha_captchastore TO paper_source;
GRANT USAGE ON SEQUENCE captcha_captchastore_id_seq TO paper_source;

-- Nothing of a tip in PostgreSQL's own log, whatever the server's settings.
ALTER ROLE paper_source SET log_statement = 'none';
ALTER ROLE paper_source SET log_min_duration_statement = -1;
ALTER ROLE paper_source SET log_min_error_statement = 'panic';
ALTER ROLE paper_source SET log_parameter_max_length_on_error = 0;
ALTER ROLE paper_source SET statement_timeout = '30s';
