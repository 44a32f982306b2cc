import type { Words } from './en.ts'

export const it: Words = {
  // pianetamamma.it/nomi/nomi-unisex-per-bambini.html; babanono.com, "Nomi misti"; donnaclick.it, "Nomi unisex";
  // signification-noms-prenoms.com/it/nomi-femminili-maschili/ale-5. Italian has few.
  names: ['Ale', 'Alex', 'Andrea', 'Celeste', 'Robin', 'Sam'],
  sample: 'FACSIMILE',
  asking: '«Ho bisogno di aiuto, non mi sento al sicuro.»',
  card: {
    purpose:
      'Da ritagliare. Qualcuno insiste? Dia questo numero: a chi lo contatta si chiede di lasciarLa in pace. Il codice lo salva. Nessuno risponde.',
    danger: (numbers) => `In pericolo non questo numero, ma: ${numbers}.`,
    noEmergencyNumber: 'In pericolo non questo numero, ma in Europa il 112.',
    always: (numbers) => `Giorno e notte: ${numbers}.`,
    byDay: (numbers) => `Per parlarne: ${numbers}.`,
  },
  helplines: {
    causes: {
      police: 'polizia',
      speechless: 'se non può parlare',
      medical: 'medico',
      emergency: 'tutte le emergenze',
      deaf: 'persone sorde',
      minors: 'minori di 18 anni',
      exploited: 'minori scomparsi o sfruttati',
      online: 'giovani, molestie e internet',
      women: 'violenza contro le donne',
      men: 'violenza contro gli uomini',
      couple: 'violenza nella coppia',
      home: 'violenza in casa',
      sexual: 'violenza sessuale',
      harassment: 'violenza e stalking',
      violence: 'ogni forma di violenza',
      victims: 'vittime di reati',
      talk: 'ascolto',
      anyAge: 'ascolto, a ogni età',
      distress: 'disagio o pensieri di suicidio',
    },
    regions: {
      quebec: 'Québec',
      englandAndWales: 'Inghilterra e Galles',
      scotland: 'Scozia',
      wales: 'Galles',
      someRegions: 'non in tutte le regioni',
      zurich: 'Zurigo',
      basel: 'Basilea',
    },
    press: '; senza parlare: dal cellulare, prema {} quando richiesto',
    chat: 'chat',
    app: 'app',
    beforehand: 'da preparare prima',
    others: 'altre lingue',
    unknownLanguage: 'lingua non indicata',
    always: 'giorno e notte',
    holidays: 'tranne i festivi',
    unknownHours: 'orario non indicato',
    clock: 'ore {}',
  },
  leaflet: {
    title: 'Note',
    list: ['Pane', 'Latte', 'Caffè', 'Detersivo'],
    more: 'Altre note',
    links: 'Link',
    leave: 'Esci subito',
    close: (title) => `Per chiudere, tocchi «${title}» in alto.`,

    lead: 'Per chi insiste: questo numero chiede di lasciarLa in pace.',
    saveNow:
      'Lo salvi già adesso con un nome: al momento giusto dovrà solo leggerlo o mostrarlo. Questa pagina funziona senza connessione e non invia nulla.',
    firstName: 'Nome del contatto',
    save: 'Salva',

    replies: 'Che cosa riceverà la persona',
    between: (min, max) => `Tra ${min} e ${max}`,
    reply: (delay) => `La persona scrive al numero. ${delay} dopo, riceve questo messaggio:`,
    timeToLeave: 'Così ha il tempo di andarsene.',
    silence: 'Se la persona insiste, ottiene solo silenzio.',
    laterReplies: 'Se scrive di nuovo molto più tardi, può ancora ricevere:',
    countries: (list) => `Paesi i cui cellulari ricevono una risposta: ${list}.`,
    notAlways: 'A volte non parte nessuna risposta, per esempio quando arrivano troppi messaggi insieme.',
    answersToday: (page: string) => `Se oggi risponde: ${page}`,

    limits: 'Quando non La protegge',
    calls: [
      'La persona chiama.',
      'Nessuno risponde, e alcune linee non squillano nemmeno. Può dire prima: «Scrivimi, non rispondo ai numeri che non conosco».',
    ],
    beside: [
      'La persona è accanto a Lei e controlla.',
      'Sul momento non arriva nessuna risposta, e il Suo telefono non squilla: potrebbe capire il trucco.',
    ],
    search: [
      'La persona cerca il numero.',
      'Qualsiasi numero si può cercare, in rete o in un’app di messaggistica, e ciò che compare può tradirlo.',
    ],
    known: [
      'La persona La conosce.',
      'Questo numero non è pensato per questo caso. Chi vive con Lei, o sa dove trovarLa, non si lascia ingannare e può arrabbiarsi. Pensi prima di tutto alla Sua sicurezza.',
    ],

    danger: 'In caso di pericolo',
    emergencyNumbers: 'Questo numero non avverte nessuno. Questi, sì:',
    noEmergencyNumber:
      'Questo numero non avverte nessuno. Cerchi già adesso il numero di emergenza del Suo Paese, e lo conservi.',
    helpNumbers: 'Se vuole parlare con qualcuno.',
    men: 'Rispondono anche agli uomini, tranne dove si parla di donne.',
    copy: 'Qui nulla apre un sito: copi l’indirizzo.',
    staff: (name, asking) =>
      `In un bar o in un altro locale che aderisce, può chiedere di ${name} al personale. Non tutti conoscono questo codice. Se non La capiscono, dica: ${asking}`,
    afterwards: 'Dopo',
    urgent:
      'Ciò che non può aspettare: andare da un medico, se Le hanno fatto del male o forse somministrato una droga, perché nel sangue e nelle urine se ne trovano tracce solo per ore o pochi giorni. Non si lavi; conservi i vestiti in un sacchetto di carta. Chieda oggi stesso al bar di conservare i filmati, che presto si cancellano.',
    evidence:
      'Conservi ciò che può servire come prova: tutta la conversazione, schermate con data e numero, i nomi dei testimoni.',
    write:
      'Scriva che cosa è successo, quando, dove, chi l’ha visto e le parole esatte. La carta non lascia tracce su un telefono. Usi un foglio qualsiasi.',
    minors: 'Hai meno di 18 anni?',
    minorsMay:
      'Non è colpa tua. Dillo a un adulto di cui ti fidi, che sia o no della tua famiglia. Puoi chiedere aiuto senza i tuoi genitori.',
    minorsAsk: 'Chiedi a chi ti ascolta che cosa puoi fare da solo o da sola.',
    minorsInFrance:
      'In Francia puoi andare senza di loro alla polizia o alla gendarmeria e sporgere denuncia, se vuoi con un adulto di tua scelta.',
    sources: 'Fonti e data di consultazione',

    traces: 'Che cosa resta sul Suo telefono',
    left: 'Questo file resta tra i download e nella chat in cui l’ha ricevuto, e forse nella cronologia dell’app che l’ha aperto. Anche un contatto salvato può lasciare un file, e comparire su altri dispositivi, o ad altre persone, che condividono il Suo account. Cancelli ciò che qualcuno potrebbe cercare, ma ci pensi prima: niente elimina tutte le tracce, e anche ciò che sparisce all’improvviso può farsi notare. Una chiamata o un SMS ai numeri qui sopra resta negli elenchi del telefono.',

    privacy: 'Che cosa conserva il numero',
    kept: (period, failed) =>
      `Di Lei non conserva nulla: non sa chi è. Della persona che scrive conserva una chiave al posto del numero e l’ora delle risposte, in genere per ${period}, o per un anno se ha inviato STOP. Il suo messaggio viene cancellato una volta decisa la risposta, di solito in pochi secondi, o dopo ${failed} o più se non ci si riesce; i servizi che lo hanno trasmesso possono conservarne una copia più a lungo.`,
  },
}
