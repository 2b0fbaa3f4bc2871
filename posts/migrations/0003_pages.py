"""The lasting pages that templates link to, in both languages; the desk may rewrite them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from blogsite.lib.markup import clean

ABOUT_EN = """
<p>We report on organised crime along the border between Mexico and the United States: on the groups themselves, on the officials who work for them, and above all on the people who live with them. We publish in English and in Spanish. The two editions are not translations of each other; some reports appear in only one.</p>
<h2>Who writes here</h2>
<p>Reporters, and readers who became reporters. In many of the towns that we write about, a name under an article is enough to get a person killed, so most bylines are pen names. A pen name stays with the same person or group and is answered for by our editors. We do not say who is behind one, and this website does not know: what an editor signs in with and what is printed are kept apart.</p>
<h2>How we work</h2>
<ul>
<li>We say where a statement comes from, as exactly as the safety of the person who made it allows.</li>
<li>What we could not confirm, we call unconfirmed, or leave out.</li>
<li>Photographs carry a caption and a credit. One that shows violence is covered, with a line that says what is underneath; whether to look is up to you.</li>
<li>We do not print what a criminal group sends us because it was sent. Messages and videos are reported on when they explain something, and not passed along.</li>
<li>We do not name victims whose families have not been told, or the homes, schools and workplaces of people who could be hurt there.</li>
</ul>
<h2>When we are wrong</h2>
<p>Write to us in a comment under the report or through the <a href="/tips/">tip page</a>. An error of fact is corrected in the text, and the text then says so.</p>
<h2>What this website does not do</h2>
<p>It sets no cookie while you read, runs no script, and asks no other company's servers for anything. It keeps no list of who read what: your network address is not stored or logged. Your internet provider can still see that you visited us; <a href="https://www.torproject.org/">Tor Browser</a> keeps that from it.</p>
"""
ABOUT_ES = """
<p>Informamos sobre el crimen organizado en la frontera entre México y Estados Unidos: sobre los grupos, sobre las autoridades que trabajan para ellos y, ante todo, sobre la gente que vive con ellos. Publicamos en español y en inglés. Una edición no es traducción de la otra; hay notas que solo salen en una.</p>
<h2>Quién escribe aquí</h2>
<p>Reporteros, y lectores que se volvieron reporteros. En muchos de los pueblos de los que escribimos, una firma basta para que maten a alguien, así que casi todas las firmas son seudónimos. Un seudónimo es siempre de la misma persona o del mismo grupo, y nuestros editores responden por él. No decimos quién está detrás, y este sitio no lo sabe: el nombre con que alguien entra a la redacción y el que se imprime se guardan aparte.</p>
<h2>Cómo trabajamos</h2>
<ul>
<li>Decimos de dónde viene cada dato, con toda la precisión que permite la seguridad de quien lo dio.</li>
<li>Lo que no pudimos confirmar lo llamamos sin confirmar, o no lo publicamos.</li>
<li>Las fotos llevan pie y crédito. La que muestra violencia va cubierta, con una línea que dice qué hay debajo; tú decides si la ves.</li>
<li>No publicamos lo que manda un grupo criminal solo porque lo mandó. Sus mensajes y videos se explican cuando explican algo; no se reparten.</li>
<li>No nombramos a víctimas cuyas familias aún no saben, ni las casas, escuelas o trabajos de personas a quienes puedan ir a buscar ahí.</li>
</ul>
<h2>Cuando nos equivocamos</h2>
<p>Escríbenos en un comentario bajo la nota o en la <a href="/es/denuncias/">página de denuncias</a>. Un dato equivocado se corrige en el texto, y el texto lo dice.</p>
<h2>Lo que este sitio no hace</h2>
<p>No pone cookies a quien lee, no ejecuta programas en tu navegador y no pide nada a servidores de otras empresas. No lleva lista de quién leyó qué: tu dirección de red no se guarda ni se registra. Tu proveedor de internet sí puede ver que nos visitaste; el <a href="https://www.torproject.org/">navegador Tor</a> se lo oculta.</p>
"""
POLICY_EN = """
<p>Anyone may comment, under any name or none. A person of this newspaper reads each comment before it appears, in exactly the words that you sent. We approve it or not; we do not rewrite it. Words that put somebody in danger we may take out, and a mark stands in their place. There are few of us, so this can take hours, and now and then more than a day.</p>
<h2>What we do not publish</h2>
<ol>
<li><strong>Personal attacks.</strong> Argue with what was said, not with who said it. This holds for other readers, for reporters and for the people in the news.</li>
<li><strong>Racist or inflammatory words.</strong> Contempt for people because of where they come from, what they look like, whom they love or what they believe; and comments written only to make others angry.</li>
<li><strong>Personal data.</strong> Names of people who are not public figures, addresses, telephone numbers, number plates, profiles, workplaces, relatives: anything that helps somebody to find a person. It makes no difference whether it is true. If you know something that matters, send it as a <a href="/tips/">tip</a>.</li>
<li><strong>Threats.</strong> Against anybody, in earnest or as a joke, and calls for violence.</li>
<li><strong>Propaganda or recruitment for criminal groups.</strong> Praise, slogans, messages from one group to another, offers of work.</li>
<li><strong>What adds nothing.</strong> A row of signs, the same comment many times, remarks about something else entirely.</li>
<li><strong>Links and promotion.</strong> Advertising of any kind. A link stays text: we do not make it one that can be followed.</li>
<li><strong>Spam.</strong></li>
</ol>
<p>Strong language about strong things is no reason to reject a comment, and neither is disagreeing with us.</p>
<h2>After it appears</h2>
<p>An approved comment gets a number, and keeps it. If we find that a published comment puts somebody in danger, we take it down.</p>
<h2>What we keep of you</h2>
<p>The comment, the name that you chose, if any, and the minute in which it came. We ask for no e-mail and store neither your network address nor anything about your browser. The form asks a small question to keep programs out; it works without cookies and scripts.</p>
<p>Please do not put anything into a comment that could tell others who you are. Once it is published it may be copied, and then we cannot take it back.</p>
"""
POLICY_ES = """
<p>Cualquiera puede comentar, con cualquier nombre o sin ninguno. Una persona de este periódico lee cada comentario antes de que aparezca, con las mismas palabras que mandaste. Lo aprobamos o no; no lo reescribimos. Podemos quitar palabras que ponen a alguien en peligro, y en su lugar queda una marca. Somos pocos, así que puede tardar horas, y a veces más de un día.</p>
<h2>Lo que no publicamos</h2>
<ol>
<li><strong>Ataques personales.</strong> Discute lo que se dijo, no a quien lo dijo. Vale para otros lectores, para los reporteros y para las personas de la noticia.</li>
<li><strong>Palabras racistas o incendiarias.</strong> El desprecio a alguien por su origen, su aspecto, a quién ama o en qué cree; y lo que se escribe solo para enojar.</li>
<li><strong>Datos personales.</strong> Nombres de quienes no son figuras públicas, direcciones, teléfonos, placas, perfiles, lugares de trabajo, parientes: todo lo que ayude a encontrar a una persona. Da igual si es cierto. Si sabes algo que importa, mándalo como <a href="/es/denuncias/">denuncia</a>.</li>
<li><strong>Amenazas.</strong> Contra quien sea, en serio o en broma, y los llamados a la violencia.</li>
<li><strong>Propaganda o reclutamiento de grupos criminales.</strong> Elogios, lemas, mensajes de un grupo a otro, ofertas de trabajo.</li>
<li><strong>Lo que no aporta.</strong> Una fila de signos, el mismo comentario muchas veces, asuntos que no vienen al caso.</li>
<li><strong>Enlaces y promoción.</strong> Publicidad de cualquier tipo. Un enlace queda como texto: no se puede abrir.</li>
<li><strong>Spam.</strong></li>
</ol>
<p>Hablar fuerte de cosas fuertes no es motivo de rechazo; no estar de acuerdo con nosotros, tampoco.</p>
<h2>Después de publicado</h2>
<p>Un comentario aprobado recibe un número y lo conserva. Si vemos que un comentario publicado pone a alguien en peligro, lo quitamos.</p>
<h2>Lo que guardamos de ti</h2>
<p>El comentario, el nombre que elegiste, si pusiste uno, y el minuto en que llegó. No pedimos correo y no guardamos tu dirección de red ni nada de tu navegador. El formulario hace una pregunta breve para frenar a los programas; funciona sin cookies y sin programas.</p>
<p>No pongas en un comentario nada que pueda decir a otros quién eres. Una vez publicado, alguien puede copiarlo, y eso ya no lo podemos deshacer.</p>
"""
TIP_EN = """
<p>If you saw something, hold a document or a photograph, or only know where to look, you can tell us on the <a href="/tips/">tip page</a>. You need no account and no name. The page uses no cookie and no script.</p>
<h2>Before you send</h2>
<ol>
<li>Do not use a computer, telephone or network of your work, or of the people that you write about.</li>
<li>Use <a href="https://www.torproject.org/">Tor Browser</a>. Without it, your internet or telephone company can see that you visited this site, though not what you sent. Its safest level is enough for our page.</li>
<li>Tell nobody that you are writing to us. Think of how many people know what you know: if it is only you, what you send may point at you, however it travels.</li>
</ol>
<h2>What a picture gives away</h2>
<p>We write each file anew, without the place, the device, the dates and the names that cameras and programs put into it, and throw the original away. What we cannot clean with certainty is refused, and you are told. But nobody can clean what a picture shows:</p>
<ul>
<li>where the photographer stood, by the angle and the shadows;</li>
<li>faces, tattoos, clothes, number plates, street signs, reflections in glass;</li>
<li>in a picture of a screen, the time, the telephone company, names of contacts and groups;</li>
<li>on paper, marks and mistakes that only one copy has; many colour printers add dots that name the machine;</li>
<li>in a recording, your voice; in a letter, your way of writing.</li>
</ul>
<p>Cut away what is not needed. If a detail worries you, describe the picture to us and do not send it.</p>
<h2>What we keep, and what we do not</h2>
<ul>
<li>Your message, links and files are sealed as soon as they arrive, for the few people of the tip desk. Our own server can no longer open them, and neither can somebody who takes it away.</li>
<li>Beside them we store the day (not the hour), the language of the page, the kinds of things that you sent and their rough size.</li>
<li>We do not store or log your network address, your browser, the page that you came from or the names of your files.</li>
<li>For the moment until it is sealed, what you send passes through our server's memory. It is not written to a disk before that.</li>
<li>A tip is deleted some time after the desk last worked on it; the tip page says after how many days.</li>
</ul>
<h2>Your receipt</h2>
<p>After sending you see a row of words, once. They are the only key to your tip: with them you can <a href="/tips/return/">come back</a>, read what the desk answered, add something, or delete everything. Write them on paper, with nothing that says what they are for, and do not photograph them. We cannot give them to you again.</p>
<h2>What we cannot promise</h2>
<p>We cannot protect you if your own telephone or computer is watched, and we cannot promise that a tip becomes a report. If you are in danger right now, get to safety first.</p>
"""
TIP_ES = """
<p>Si viste algo, si tienes un documento o una foto, o si solo sabes dónde hay que buscar, cuéntanos en la <a href="/es/denuncias/">página de denuncias</a>. No necesitas cuenta ni nombre. La página no usa cookies ni programas.</p>
<h2>Antes de enviar</h2>
<ol>
<li>No uses computadora, teléfono ni red de tu trabajo, ni de las personas de quienes escribes.</li>
<li>Usa el <a href="https://www.torproject.org/">navegador Tor</a>. Sin él, tu compañía de internet o de teléfono puede ver que visitaste este sitio, aunque no lo que enviaste. Su nivel más seguro basta para nuestra página.</li>
<li>No le digas a nadie que nos escribes. Piensa cuántas personas saben lo que sabes: si eres la única, lo que envíes puede señalarte, viaje como viaje.</li>
</ol>
<h2>Lo que delata una foto</h2>
<p>Escribimos cada archivo de nuevo, sin el lugar, el aparato, las fechas y los nombres que le ponen cámaras y programas, y tiramos el original. Lo que no podemos limpiar con certeza se rechaza, y te lo decimos. Pero nadie puede limpiar lo que la foto muestra:</p>
<ul>
<li>dónde estaba quien la tomó, por el ángulo y las sombras;</li>
<li>caras, tatuajes, ropa, placas, letreros, reflejos en un vidrio;</li>
<li>en la foto de una pantalla, la hora, la compañía de teléfono, nombres de contactos y grupos;</li>
<li>en papel, marcas y errores que solo tiene una copia; muchas impresoras a color agregan puntos que identifican a la máquina;</li>
<li>en una grabación, tu voz; en una carta, tu manera de escribir.</li>
</ul>
<p>Recorta lo que no haga falta. Si un detalle te preocupa, descríbenos la foto y no la envíes.</p>
<h2>Lo que guardamos y lo que no</h2>
<ul>
<li>Tu mensaje, tus enlaces y tus archivos se sellan en cuanto llegan, para las pocas personas que reciben denuncias. Nuestro propio servidor ya no puede abrirlos, y quien se lo lleve tampoco.</li>
<li>Junto a ellos guardamos el día (no la hora), el idioma de la página, qué clases de cosas enviaste y su tamaño aproximado.</li>
<li>No guardamos ni registramos tu dirección de red, tu navegador, la página de la que vienes ni los nombres de tus archivos.</li>
<li>Durante el momento que tarda en sellarse, lo que envías pasa por la memoria de nuestro servidor. Antes de eso no se escribe en ningún disco.</li>
<li>Una denuncia se borra un tiempo después de que la mesa trabajó en ella por última vez; la página de denuncias dice a los cuántos días.</li>
</ul>
<h2>Tu recibo</h2>
<p>Al terminar verás una fila de palabras, una sola vez. Son la única llave de tu denuncia: con ellas puedes <a href="/es/denuncias/regreso/">regresar</a>, leer lo que te contestaron, agregar algo o borrarlo todo. Escríbelas en papel, sin nada que diga para qué son, y no les tomes foto. No podemos dártelas otra vez.</p>
<h2>Lo que no podemos prometer</h2>
<p>No podemos protegerte si vigilan tu propio teléfono o computadora, ni prometer que una denuncia se vuelva noticia. Si estás en peligro ahora mismo, primero ponte a salvo.</p>
"""
PAGES = [
    ("about", "en", "About this newspaper", ABOUT_EN),
    ("about", "es", "Sobre este periódico", ABOUT_ES),
    ("comment-policy", "en", "Comment policy", POLICY_EN),
    ("comment-policy", "es", "Reglas de los comentarios", POLICY_ES),
    ("send-a-tip", "en", "How to send a tip", TIP_EN),
    ("send-a-tip", "es", "Cómo enviar una denuncia", TIP_ES),
]


def write(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for slug, language, title, text in PAGES:
        body = clean(text.strip())  # no photo in it, so it is shown as it is written
        fields = {"title": title, "body": body, "body_html": body}
        apps.get_model("posts", "Page").objects.get_or_create(
            slug=slug, language=language, defaults=fields
        )


class Migration(migrations.Migration):
    dependencies = [("posts", "0002_search")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
