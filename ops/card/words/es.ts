import type { Words } from './en.ts'

export const es: Words = {
  // elperiodico.com, "Nombres unisex", 2025-10-04; radioformula.com.mx, 2022-08-18; informeconfidencial.mx,
  // "Nombres neutros"; minombrepersonalizado.com/2022/08/nombres-sin-genero-para-bebes-la.html
  names: ['Álex', 'Alexis', 'Ariel', 'Charlie', 'Denis', 'Francis', 'Noa', 'René'],
  sample: 'MUESTRA',
  asking: '«Necesito ayuda, no me siento a salvo.»',
  card: {
    purpose:
      'Recorte esto. ¿Insisten? Dé este número: a quien escriba aquí se le pide que le deje en paz a usted. El código lo guarda. Nadie contesta.',
    danger: (numbers) => `En peligro, no este número, sino: ${numbers}.`,
    noEmergencyNumber: 'En peligro, no este número, sino en Europa el 112.',
    always: (numbers) => `Día y noche: ${numbers}.`,
    byDay: (numbers) => `Para hablar con alguien: ${numbers}.`,
  },
  helplines: {
    causes: {
      police: 'policía',
      speechless: 'si no puede hablar',
      medical: 'médico',
      emergency: 'cualquier emergencia',
      deaf: 'personas sordas',
      minors: 'menores de 18 años',
      exploited: 'menores desaparecidos o explotados',
      online: 'jóvenes, acoso e internet',
      women: 'violencia contra las mujeres',
      men: 'violencia contra los hombres',
      couple: 'violencia en la pareja',
      home: 'violencia en casa',
      sexual: 'violencia sexual',
      harassment: 'violencia y acoso',
      violence: 'cualquier tipo de violencia',
      victims: 'víctimas de delitos',
      talk: 'escucha',
      anyAge: 'escucha, a cualquier edad',
      distress: 'angustia o ideas de suicidio',
    },
    regions: {
      quebec: 'Quebec',
      englandAndWales: 'Inglaterra y Gales',
      scotland: 'Escocia',
      wales: 'Gales',
      someRegions: 'no en todas las regiones',
      zurich: 'Zúrich',
      basel: 'Basilea',
    },
    press: '; sin hablar: en un móvil, marque {} cuando se lo pidan',
    chat: 'chat',
    app: 'aplicación',
    beforehand: 'se prepara antes',
    others: 'otros idiomas',
    unknownLanguage: 'idioma no indicado',
    always: 'día y noche',
    holidays: 'salvo festivos',
    unknownHours: 'horario no indicado',
    clock: '{} h',
  },
  leaflet: {
    title: 'Notas',
    list: ['Pan', 'Leche', 'Café', 'Detergente'],
    more: 'Más notas',
    links: 'Enlaces',
    leave: 'Salir ya',
    close: (title) => `Para cerrar, toque «${title}» arriba.`,

    lead: 'Para quien insista: este número pide que le dejen en paz a usted.',
    saveNow:
      'Guárdelo ya con un nombre de pila: llegado el momento, solo tendrá que leerlo o enseñarlo. Esta página funciona sin conexión y no envía nada.',
    firstName: 'Nombre del contacto',
    save: 'Guardar',

    replies: 'Lo que recibirá la persona',
    between: (min, max) => `Entre ${min} y ${max}`,
    reply: (delay) => `La persona escribe al número. ${delay} después, recibe este mensaje:`,
    timeToLeave: 'Así tiene usted tiempo de irse.',
    silence: 'Si la persona insiste, solo recibe silencio.',
    laterReplies: 'Si vuelve a escribir mucho más tarde, quizá reciba:',
    countries: (list) => `Países cuyos móviles reciben respuesta: ${list}.`,
    notAlways: 'A veces no sale ninguna respuesta, por ejemplo cuando llegan demasiados mensajes a la vez.',
    answersToday: (page: string) => `Si responde hoy: ${page}`,

    limits: 'Cuándo no le protege',
    calls: [
      'La persona llama.',
      'Nadie atiende, y algunas líneas ni siquiera suenan. Puede decir antes: «Escríbeme, no contesto a números que no conozco».',
    ],
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
    emergencyNumbers: 'Este número no avisa a nadie. Estos, sí:',
    noEmergencyNumber: 'Este número no avisa a nadie. Busque ya el número de emergencias de su país y guárdelo.',
    helpNumbers: 'Si quiere hablar con alguien.',
    men: 'También se escucha a los hombres, salvo donde dice «mujeres».',
    copy: 'Aquí nada abre una web: copie la dirección.',
    staff: (name, asking) =>
      `En un bar u otro local que participe, puede preguntar al personal por ${name}. No todos conocen esa clave. Si no le entienden, diga: ${asking}`,
    afterwards: 'Después',
    urgent:
      'Lo que no puede esperar: ir al médico si le han hecho daño o cree que le han drogado: la droga solo se detecta en sangre y orina unas horas o pocos días. No se lave; guarde la ropa en una bolsa de papel. Pida hoy mismo al bar que conserve sus grabaciones, que pronto se borran.',
    evidence:
      'Guarde lo que pueda servir de prueba: toda la conversación, capturas de pantalla con la fecha y el número, los nombres de los testigos.',
    write:
      'Escriba lo que pasó, cuándo, dónde, quién lo vio y las palabras exactas. El papel no deja rastro en un teléfono. Use cualquier papel.',
    minors: '¿Tienes menos de 18 años?',
    minorsMay:
      'No es culpa tuya. Cuéntaselo a un adulto en quien confíes, sea o no de tu familia. Puedes pedir ayuda sin tus padres.',
    minorsAsk: 'Pregunta a quien te escuche qué puedes hacer sin compañía.',
    minorsInFrance:
      'En Francia puedes ir sin ellos a la policía o a la gendarmería y denunciar, con el adulto que elijas si quieres.',
    sources: 'Fuentes, y fecha de lectura',

    traces: 'Lo que queda en su teléfono',
    left: 'Este archivo se queda en sus descargas y en el chat por el que lo recibió, y quizá en el historial de la aplicación que lo abrió. Un contacto guardado también puede dejar un archivo, y aparecer en otros dispositivos, o a otras personas, que compartan su cuenta. Borre lo que alguien podría buscar, pero piénselo antes: nada borra todas las huellas, y lo que desaparece de repente también puede llamar la atención. Una llamada o un SMS a los números de arriba queda en las listas de su teléfono.',

    privacy: 'Lo que guarda el número',
    kept: (period, failed) =>
      `De usted no guarda nada: no sabe quién es. De la persona que escribe guarda una clave en lugar de su número y la hora de las respuestas, por lo general ${period}, o un año si ha enviado STOP. Su mensaje se borra una vez decidida la respuesta, normalmente en segundos, o al cabo de ${failed} o más si eso falla; los servicios que lo han transmitido pueden guardar una copia más tiempo.`,
  },
}
