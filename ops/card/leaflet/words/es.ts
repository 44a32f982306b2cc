import type { LeafletWords } from './en.ts'

export const es: LeafletWords = {
  title: 'Notas',
  heading: 'Un número para dar en lugar del suyo',
  lead: '¿Alguien insiste en que le dé su número? Dé este. A quien le escriba le pedirá, con cortesía, que le deje a usted en paz.',
  saveNow:
    'Guárdelo ya con un nombre de pila: llegado el momento, solo tendrá que leerlo o enseñarlo. Esta página funciona sin conexión y no envía nada.',
  needsScript:
    'Por discreción, el número solo aparece con JavaScript, que aquí está desactivado. Abra esta página en un navegador que lo tenga activado.',
  show: 'Mostrar el número',
  hide: 'Ocultar el número',
  firstName: 'Nombre del contacto',
  save: 'Guardar',
  print: 'Imprimir',

  replies: 'Lo que recibirá la persona',
  between: (min, max) => `Entre ${min} y ${max}`,
  reply: (delay) => `La persona escribe al número. ${delay} después, recibe este mensaje:`,
  timeToLeave: 'Así tiene usted tiempo de irse.',
  silence: 'Si la persona insiste, no obtiene más que silencio.',
  laterReplies: 'Si vuelve a escribir mucho más tarde, quizá reciba:',
  countries: (list) => `Países cuyos móviles reciben respuesta: ${list}.`,
  notAlways: 'A veces no sale ninguna respuesta, por ejemplo cuando llegan demasiados mensajes a la vez.',

  limits: 'Cuándo no le protege',
  calls: ['La persona llama.', 'Nadie atiende, y algunas líneas ni siquiera suenan.'],
  beside: [
    'La persona está a su lado y lo comprueba.',
    'No llega ninguna respuesta al momento, y su teléfono no suena: puede darse cuenta.',
  ],
  search: [
    'La persona busca el número.',
    'Cualquier número se puede buscar, en internet o en una aplicación de mensajería, y lo que aparezca puede delatarlo.',
  ],
  known: [
    'La persona le conoce.',
    'Este número no es para eso. Quien vive con usted, o sabe dónde encontrarle, no se dejará engañar y puede enfadarse. Piense primero en su seguridad.',
  ],

  danger: 'En caso de peligro',
  emergencyNumbers: 'Este número no avisa a nadie. Si está en peligro, o si quiere hablar con alguien:',
  noEmergencyNumber: 'Este número no avisa a nadie. Busque ya el número de emergencias de su país y guárdelo.',
  sources: 'Fuentes de los números de emergencia, y fecha de lectura',

  privacy: 'Lo que guarda el número',
  kept: (period) =>
    `De usted no guarda nada: no sabe quién es. De la persona que escribe guarda una forma cifrada de su número y la hora de las respuestas, por lo general ${period}, o un año si ha enviado STOP. Su mensaje sirve para decidir una respuesta y después se borra; los servicios que lo han transmitido pueden guardar una copia más tiempo.`,
}
