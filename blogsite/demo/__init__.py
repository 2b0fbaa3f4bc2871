"""A small invented newspaper: its words (TOML), its drawn pictures, and how they are loaded."""
