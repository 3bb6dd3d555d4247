import { dateWords } from './dates.ts';
import type { Words } from './en.ts';

const dates = dateWords('es-ES');

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('es-ES')} ${count === 1 ? one : many}`;
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return plural(seconds, 'segundo');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return plural(minutes, 'minuto');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? plural(hours, 'hora') : plural(Math.round(hours / 24), 'día');
}

/** Everything the bot says, in Spanish. The articles' own words stay as they are. */
export const es: Words = {
  locale: 'es',
  ...dates,
  duration,

  question: (question) => `Pregunta: ${question}`,
  following: (question) => `Sigue a: ${question}`,
  readAs: (typed, read) => `«${typed}» se lee como «${read}».`,
  periodNote: (period) => `Se busca en: ${period}`,
  only: (filters) => `Solo: ${filters}`,
  fromDay: (day) => `desde ${day}`,
  toDay: (day) => `hasta ${day}`,
  noPublisher: 'medio no indicado',
  undated: 'sin fecha',
  original: 'original',
  noHeadline: 'sin titular',
  inferred: (what) => `${what} (deducido)`,
  copies: (count) => `también en ${plural(count, 'otro')}`,
  dateBasis: (basis) => `Fecha: ${basis}`,
  publisherBasis: (basis) => `Medio: ${basis}`,
  titleBasis: (basis) => `Título: ${basis}`,
  dayNamed: (phrase, date) => `${phrase} = ${date}`,
  goesOn: (quote) => `La frase continúa: pulsa ${quote} en contexto para leerla entera.`,
  figures: {
    differ: (sides) => `Los artículos difieren: ${sides}`,
    'over-time': (sides) => `Con el tiempo: ${sides}`,
    same: (sides) => `La misma cifra: ${sides}`,
  },
  newestFigure: 'la más reciente',
  side: (figure, source) => `«${figure}» (${source})`,
  inQuote: (quote) => `cita ${quote}`,
  underMore: 'en Más',
  newestHere: (newest) => `El artículo más reciente: ${newest}.`,
  declined: {
    'off-topic': 'Ningún artículo trata de eso.',
    'not-stated': 'Los artículos tratan de esto, pero ninguno lo dice.',
    filtered: 'Ningún artículo pasa estos filtros. Prueba con menos.',
    'no-question':
      'Ahí no hay palabras que buscar. Pregunta con una frase, como «Who led the talks?»; los artículos están en inglés.',
  },
  sharedBy: (user) => `Compartido por ${user}`,

  contextOf: (quote) => `${quote} en contexto`,
  closest: 'Lo más cercano',
  more: 'Más',
  follow: 'Seguir preguntando',
  share: 'Compartir',
  previous: 'Anterior',
  next: 'Siguiente',
  quoteNumber: (quote) => `Cita ${quote}`,
  back: 'Volver a la cita',
  read: 'Leer un artículo…',
  cancel: 'Cancelar',

  contextTitle: (quote) => `Cita ${quote} en su artículo`,
  moreTitle: 'Más citas para esta pregunta',
  closestTitle: 'Lo más cercano, pero no es una respuesta',
  noMore: 'No hay más citas para esta pregunta.',
  page: (page, pages) => `Página ${page} de ${pages}`,
  sourcesTitle: (count) => `**${plural(count, 'artículo')}**`,
  newestFirst: 'los más recientes primero',
  byPublisher: 'por medio',
  noArticles: 'Todavía no hay artículos. Un moderador puede añadirlos con /corpus add.',
  noSuchArticle: (name) =>
    `No hay ningún artículo «${name}». Elige uno de la lista que aparece mientras escribes.`,
  andMore: (count) => `… y ${count.toLocaleString('es-ES')} más`,

  answerGone: 'Esta respuesta ya no se conserva. Pregunta de nuevo.',
  articleGone: 'El artículo de esta cita se ha quitado, así que ya no se cita.',
  articleChanged: (title) =>
    `El artículo de esta cita («${title}») ha cambiado: estas palabras ya no están donde estaban. Pregunta de nuevo.`,
  outdatedButton: 'Este botón es de una versión anterior del bot. Pregunta de nuevo.',
  outdatedCommand:
    'Este comando es de una versión anterior del bot. Recarga Discord (Ctrl+R) y prueba otra vez.',
  articleRemoved: 'Ese artículo se ha quitado.',
  notShared: 'Esta respuesta cita un artículo que se ha quitado o ha cambiado, así que no se comparte.',

  wait: (ms) => `Un momento: podrás preguntar de nuevo en ${duration(ms)}.`,
  busy: (ms) =>
    `Ahora mismo esperan muchísimas preguntas. Prueba de nuevo dentro de ${duration(ms)} más o menos.`,
  closing: 'Me están reiniciando. Prueba dentro de un minuto.',
  cutShort: 'Me reiniciaron antes de poder responder. Pregunta de nuevo, por favor.',
  tooLong: (found, most) =>
    `La pregunta tiene ${found.toLocaleString('es-ES')} caracteres; admito hasta ${most.toLocaleString('es-ES')}. Hazla más corta, por favor.`,
  tooMuch: 'Esa pregunta es más de lo que el modelo puede leer de una vez. Hazla más corta, por favor.',
  shortened: (most) =>
    `El mensaje es largo: he mirado sus primeros ${most.toLocaleString('es-ES')} caracteres.`,
  youAreWelcome: 'De nada. Pregúntame lo que puedan contar estos artículos; `/help` explica cómo.',
  emptyReply:
    'Discord no me enseña el texto de una respuesta a un comando. Pulsa **Seguir preguntando** debajo de la respuesta, o mencióname.',
  noText: 'Ese mensaje no tiene texto sobre el que preguntar.',
  badDate: (text) =>
    `No puedo leer «${text}» como fecha. Prueba «20 de diciembre de 1996», «1996-12-20», «enero de 1997» o «1997».`,
  badDay: (text) =>
    `«${text}» no es un solo día. Escribe el día, por ejemplo «20 de diciembre de 1996» o «1996-12-20».`,
  badRange: (from, to) => `«desde» (${from}) es posterior a «hasta» (${to}). Intercámbialos.`,
  noSuchPublisher: (name) =>
    `Ningún artículo es de «${name}». Elige uno de la lista que aparece mientras escribes.`,
  followTitle: 'Seguir preguntando',
  followLabel: 'Tu siguiente pregunta',
  followHint: 'Por ejemplo: and in January? Who was he?',

  thanksUp: 'Gracias: anotada como útil.',
  thanksDown: 'Gracias: anotado para los moderadores.',
  downTitle: '¿Qué falla en esta respuesta?',
  downLabel: 'En pocas palabras',
  downHint: 'Otra persona, desactualizada, no responde…',

  help: (mention) =>
    [
      'Respondo preguntas a partir de un conjunto de artículos de prensa **citándolos palabra por palabra**, con título, medio y fecha. Lo que no dicen, tampoco lo digo yo. Los artículos están en inglés, y entienden mejor las preguntas en inglés.',
      '',
      `**Pregunta** con \`/ask\`, mencionando a ${mention} o por mensaje directo. Con clic derecho (o pulsación larga) en un mensaje, *Aplicaciones → Preguntar sobre esto* pregunta lo que dice.`,
      '**1 en contexto** muestra la cita 1 en su artículo, **Más** las citas siguientes, **Seguir preguntando** continúa: «and in January?».',
      '**Explora** con `/sources`, `/article` y `/timeline`; mira `/status` para saber hasta cuándo llego y `/privacy` para saber lo que guardo.',
    ].join('\n'),
  tryThese: '**Prueba**',
  status: {
    title: '**Estado**',
    articles: (articles, passages) => `${plural(articles, 'artículo')}, ${plural(passages, 'pasaje')}`,
    newest: (day) => `Artículo más reciente: ${day}`,
    indexed: (moment) => `Índice construido: ${moment}`,
    notIndexed: 'Índice construido: todavía no',
    models: (models) => `Modelo: ${models}`,
    version: (version, since) => `Versión \`${version}\`, en marcha desde ${since}`,
    details: '**Para moderadores**',
    queue: (count) => `En espera o respondiéndose: ${count}`,
    memory: (megabytes) => `Memoria: ${megabytes} MB`,
    gateway: (ms) => (ms >= 0 ? `Conexión: ${Math.round(ms)} ms` : 'Conexión: aún sin medir'),
    index: (version) => `Versión del índice: \`${version}\``,
    kept: (answers, votes, gaps) =>
      `Se conservan: ${plural(answers, 'respuesta')}, votos ${votes}, ${plural(gaps, 'laguna')}`,
    reindexing: (done, total) => `Reindexando: ${done} de ${plural(total, 'artículo')}`,
  },
  privacy: [
    '**Lo que guardo**',
    '- Las preguntas que respondí, para que sus botones funcionen, y las que no pude responder, para los moderadores; tus votos y lo que escribas con ellos; las últimas preguntas de nuestra conversación. Todo por tiempo limitado.',
    '- En lugar de tu nombre o tu id, un código cifrado con clave que distingue a dos personas y no nombra a nadie.',
    '- Lo que los moderadores hacen con los artículos queda en un registro.',
    '',
    'Solo leo lo que se dirige a mí: comandos, menciones, respuestas y mensajes directos. No se envía nada a nadie, y nada entrena un modelo.',
  ].join('\n'),
  forgetMe: 'Olvídame',
  forgetSure:
    'Esto borra las preguntas, los votos y las conversaciones tuyas que se guardan. Los botones de tus respuestas antiguas dejarán de funcionar.',
  forgetYes: 'Sí, olvídame',
  forgotten: (answers, votes, gaps, turns) =>
    `Hecho. Borrado: ${plural(answers, 'respuesta')}, ${plural(votes, 'voto')}, ${plural(gaps, 'pregunta sin respuesta', 'preguntas sin respuesta')}, ${plural(turns, 'turno')} de conversación.`,

  timeline: {
    title: (count) => `**Cronología**: ${plural(count, 'hecho fechado', 'hechos fechados')}`,
    none: 'Ningún hecho fechado pasa estos filtros. Prueba con menos.',
    about: (text) => `sobre ${text}`,
    resolved: (phrase) => `fecha según «${phrase}»`,
    alsoIn: (count) => `también en ${plural(count, 'noticia más', 'noticias más')}`,
    differ: (sides) => `Difieren: ${sides}`,
    cut: 'La frase continúa: léela con /article.',
    figuresOf: 'Di con «sobre» qué contar, en inglés y en plural, como passengers o people injured.',
    noFigures: (word) =>
      `En estos artículos no se puede leer con seguridad ninguna cifra de «${word}». Prueba otra palabra, en inglés y en plural.`,
    tooLong: 'Di con «sobre» lo que buscas en menos palabras.',
  },

  unknownFault: (code) =>
    `Algo ha fallado aquí, y no es culpa tuya. Prueba otra vez; si sigue igual, dile a un moderador el código \`${code}\`.`,
  storeFault: (code) =>
    `Lo que hace falta para esto no se puede leer o escribir ahora mismo. Dile a un moderador el código \`${code}\`.`,
  indexFault: (code) => `El índice no está en orden ahora mismo. Dile a un moderador el código \`${code}\`.`,
  forbidden: 'Eso es para moderadores: personas con el permiso Gestionar servidor o con un rol de moderador.',
  missingPermissions: (names) =>
    `Me falta un permiso en este canal: ${names}. Un moderador puede darlo en los ajustes del canal.`,

  reindex: {
    title: '**Reindexando**',
    titleFull: '**Reindexando desde cero**',
    reading: 'Leyendo los artículos…',
    progress: (done, total) => `${done} de ${plural(total, 'artículo')}`,
    passages: (done, total) => `${done} de ${plural(total, 'pasaje')}`,
    left: (ms) => `faltan unos ${duration(ms)}`,
    meanwhile: 'Mientras tanto se responde con el índice actual.',
    stopping: 'Parando…',
    done: (articles, passages, ms) =>
      `**Reindexado** en ${duration(ms)}: ${plural(articles, 'artículo')}, ${plural(passages, 'pasaje')}.`,
    nothing: 'No había cambiado nada.',
    added: (count) => `Añadidos (${count})`,
    changed: (count) => `Cambiados (${count})`,
    removed: (count) => `Quitados (${count})`,
    failed: (count) => `No se pudieron usar (${count})`,
    unchanged: (count) => `Sin cambios: ${count}`,
    cancelled: '**Se canceló la reindexación.** Sigue en uso el índice actual.',
    broken: (reason) => `**La reindexación falló:** ${reason}\nSigue en uso el índice actual.`,
    interrupted:
      '**La reindexación quedó interrumpida** por un reinicio. Sigue en uso el índice actual; vuelve a usar /reindex.',
    started: (link) => `En marcha: ${link}`,
    running: (link) => `Ya hay una reindexación en marcha: ${link}`,
    runningSomewhere: 'Ya hay una reindexación en marcha. Prueba cuando haya terminado.',
    report: 'El informe completo va adjunto.',
  },
  corpus: {
    pasteTitle: 'Pegar un artículo',
    pasteLabel: 'El texto',
    pasteHint: 'Primero el titular y luego la noticia. Los menús de la página se descartan.',
    pasteName: 'Nombre del archivo (opcional)',
    found: (count) =>
      `**${plural(count, 'artículo encontrado', 'artículos encontrados')}.** Todavía no se ha escrito nada.`,
    file: (name) => `Archivo: \`${name}\``,
    characters: (count) => plural(count, 'carácter', 'caracteres'),
    dropped: (count) => `Descartado como adorno de la página (${plural(count, 'línea')})`,
    add: 'Añadir',
    discard: 'Descartar',
    added: (names) => `Añadido: ${names}. Se está indexando y podrá citarse en un momento.`,
    ready: (names) => `Añadido e indexado: ${names}. Ya se puede citar.`,
    notIndexed: (reason) =>
      `Hecho, pero el índice no se pudo poner al día: ${reason}\nUsa /reindex cuando esté arreglado.`,
    pasteHeadline: 'Titular (si el texto no lo tiene)',
    pastePublisher: 'Medio (si el texto no lo dice)',
    pasteDate: 'Día de publicación (si no figura)',
    discarded: 'Descartado; no se escribió nada.',
    draftGone:
      'Este borrador ya no se conserva (15 minutos, o un reinicio); no se escribió nada. Usa /corpus add de nuevo.',
    wrongType: (name) => `\`${name}\` no es un archivo .md o .txt.`,
    tooLarge: (found, most) =>
      `El archivo tiene ${found.toLocaleString('es-ES')} bytes; se admiten ${most.toLocaleString('es-ES')} como mucho. Divídelo.`,
    notUtf8: (name) => `\`${name}\` no es texto UTF-8. Conviértelo y adjúntalo de nuevo.`,
    unsafeName: (name) =>
      `\`${name}\` no puede ser el nombre de un artículo: sí letras, cifras, espacios, «.», «-» y «_», empezando por letra o cifra.`,
    notFetched: 'No se pudo descargar el archivo de Discord. Adjúntalo de nuevo.',
    taken: (titles) =>
      `Ya está: ${titles}. No se escribió nada. Para sustituir un artículo, quítalo antes con /corpus remove; para conservar los dos, pon otro título al nuevo.`,
    refused: (reason) => `Eso no se puede añadir: ${reason}`,
    removeSure: (title) => `¿Quitar ${title}? Deja de citarse al momento, y su archivo se borra.`,
    remove: 'Quitar',
    keep: 'Conservar',
    removed: (title) => `Quitado: ${title}. Ya no se cita.`,
    keptIt: 'No se quitó nada.',
    checked: (count) => `**${plural(count, 'artículo')} en orden.**`,
    faults: (count) =>
      `**${plural(count, 'archivo que no se puede usar', 'archivos que no se pueden usar')}:**`,
    allGood: 'Todos los archivos están en orden.',
  },
  gaps: {
    title: (count) => `**Lo que los artículos no pudieron responder** (${count})`,
    none: 'Nada de momento: ninguna pregunta quedó sin respuesta y ninguna respuesta tuvo voto negativo.',
    asked: (count, people) =>
      `preguntado ${count === 1 ? 'una vez' : `${count} veces`} por ${plural(people, 'persona')}`,
    cause: {
      'off-topic': 'fuera de tema',
      'not-stated': 'no lo dicen',
      filtered: 'filtrado',
      'no-question': 'sin pregunta',
      'voted-down': 'voto negativo',
    },
    done: (number) => `Hecho ${number}`,
    csv: 'CSV',
    csvReady: 'Toda la lista, como tabla:',
  },
  inspect: {
    title: '**Inspección**',
    answered: (confidence) => `Respondida, confianza ${confidence}`,
    declined: (reason, confidence) => `No respondida (${reason}), confianza ${confidence}`,
    took: (ms) => `${Math.round(ms)} ms`,
    ranking: '**Artículos, el mejor primero**',
    quotes: '**Citas, la mejor primero**',
    nearest: '**Pasajes más cercanos**',
    considered: (count) => `${plural(count, 'frase')} examinadas de cerca.`,
  },
};
