import type { Words } from './en.ts'

export const de: Words = {
  // rnd.de, "Unisex-Namen", 2020; blog.beliebte-vornamen.de/2023/01/vornamenhitliste-divers;
  // tagblatt.de/Nachrichten/…-386607.html
  names: ['Chris', 'Jona', 'Kim', 'Leo', 'Luca', 'Maxi', 'Mika', 'Toni'],
  sample: 'MUSTER',
  asking: '„Ich brauche Hilfe, ich fühle mich nicht sicher.“',
  card: {
    purpose:
      'Abschneiden. Jemand drängt? Nennen Sie diese Nummer: Wer dorthin schreibt, soll Sie in Ruhe lassen. Der Code speichert sie. Niemand nimmt ab.',
    danger: (numbers) => `Bei Gefahr nicht diese Nummer, sondern: ${numbers}.`,
    noEmergencyNumber: 'Bei Gefahr nicht diese Nummer, sondern in Europa die 112.',
    always: (numbers) => `Tag und Nacht: ${numbers}.`,
    byDay: (numbers) => `Wenn Sie reden möchten: ${numbers}.`,
  },
  helplines: {
    causes: {
      police: 'Polizei',
      speechless: 'wenn Sie nicht sprechen können',
      medical: 'Notarzt',
      emergency: 'alle Notfälle',
      deaf: 'Gehörlose',
      minors: 'unter 18',
      exploited: 'vermisste, ausgebeutete Minderjährige',
      online: 'Jugendliche, Belästigung und Internet',
      women: 'Gewalt gegen Frauen',
      men: 'Gewalt an Männern',
      couple: 'Partnerschaftsgewalt',
      home: 'häusliche Gewalt',
      sexual: 'sexuelle Gewalt',
      harassment: 'Gewalt und Stalking',
      violence: 'Gewalt jeder Art',
      victims: 'Opfer von Straftaten',
      talk: 'Sorgentelefon',
      anyAge: 'Sorgentelefon für jedes Alter',
      distress: 'Krisen und Suizidgedanken',
    },
    regions: {
      quebec: 'Québec',
      englandAndWales: 'England und Wales',
      scotland: 'Schottland',
      wales: 'Wales',
      someRegions: 'nicht in allen Regionen',
      zurich: 'Zürich',
      basel: 'Basel',
    },
    press: '; ohne Sprechen: am Handy auf Ansage {} drücken',
    chat: 'Chat',
    app: 'App',
    beforehand: 'vorher einrichten',
    others: 'andere Sprachen',
    unknownLanguage: 'Sprache unbekannt',
    always: 'Tag und Nacht',
    holidays: 'außer an Feiertagen',
    unknownHours: 'Zeiten unbekannt',
    clock: '{} Uhr',
  },
  leaflet: {
    title: 'Notizen',
    list: ['Brot', 'Milch', 'Kaffee', 'Spülmittel'],
    more: 'Weitere Notizen',
    links: 'Links',
    leave: 'Schnell verlassen',
    close: (title) => `Zum Schließen oben auf „${title}“ tippen.`,

    lead: 'Für alle, die drängen: Diese Nummer bittet, Sie in Ruhe zu lassen.',
    saveNow:
      'Speichern Sie sie schon jetzt unter einem Vornamen: Wenn es so weit ist, müssen Sie sie nur noch ablesen oder zeigen. Diese Seite funktioniert offline und sendet nichts.',
    firstName: 'Vorname des Kontakts',
    save: 'Speichern',

    replies: 'Was die Person erhält',
    between: (min, max) => `${min} bis ${max}`,
    reply: (delay) => `Die Person schreibt an die Nummer. Nach ${delay} erhält sie diese Nachricht:`,
    timeToLeave: 'So haben Sie Zeit zu gehen.',
    silence: 'Wenn die Person nicht lockerlässt, kommt nichts mehr.',
    laterReplies: 'Schreibt sie viel später noch einmal, erhält sie vielleicht:',
    countries: (list) => `Länder, deren Handys eine Antwort erhalten: ${list}.`,
    notAlways: 'Manchmal geht gar keine Antwort hinaus, etwa wenn zu viele Nachrichten auf einmal kommen.',
    answersToday: (page: string) => `Ob sie gerade antwortet: ${page}`,

    limits: 'Wann sie nicht schützt',
    calls: [
      'Die Person ruft an.',
      'Niemand nimmt ab, und bei manchen Nummern klingelt es nicht einmal. Sie können vorher sagen: „Schreib mir, bei unbekannten Nummern gehe ich nicht ran.“',
    ],
    beside: [
      'Die Person steht neben Ihnen und prüft nach.',
      'Es kommt nicht sofort eine Antwort, und Ihr Telefon klingelt nicht: Das kann auffallen.',
    ],
    search: [
      'Die Person sucht nach der Nummer.',
      'Nach jeder Nummer kann man suchen, im Internet oder in einem Messenger, und was dort steht, kann die Nummer verraten.',
    ],
    known: [
      'Die Person kennt Sie.',
      'Dafür ist diese Nummer nicht da. Wer mit Ihnen lebt oder weiß, wo Sie zu finden sind, lässt sich nicht täuschen und kann wütend werden. Denken Sie zuerst an Ihre Sicherheit.',
    ],

    danger: 'Wenn Sie in Gefahr sind',
    emergencyNumbers: 'Diese Nummer holt keine Hilfe. Diese hier schon:',
    noEmergencyNumber:
      'Diese Nummer holt keine Hilfe. Suchen Sie schon jetzt die Notrufnummer Ihres Landes heraus, und bewahren Sie sie auf.',
    helpNumbers: 'Wenn Sie mit jemandem sprechen möchten.',
    men: 'Auch Männer finden hier Gehör, außer wo nur Frauen genannt sind.',
    copy: 'Hier öffnet nichts eine Website: Kopieren Sie die Adresse.',
    staff: (name, asking) =>
      `In einer Bar oder an einem anderen Ort, der mitmacht, können Sie das Personal nach ${name} fragen. Nicht alle kennen das. Versteht man Sie nicht, sagen Sie: ${asking}`,
    afterwards: 'Danach',
    urgent:
      'Was nicht warten kann: ein Arzt, wenn Sie verletzt wurden oder man Ihnen vielleicht K.-o.-Tropfen gegeben hat, denn sie sind in Blut und Urin nur Stunden oder wenige Tage nachweisbar. Waschen Sie sich nicht; heben Sie die Kleidung in einer Papiertüte auf. Bitten Sie die Bar noch heute, die Kameraaufnahmen aufzubewahren; sie werden bald gelöscht.',
    evidence:
      'Bewahren Sie auf, was als Beweis dienen kann: den ganzen Chat, Screenshots mit Datum und Nummer, die Namen von Zeugen.',
    write:
      'Schreiben Sie auf, was geschehen ist, wann, wo, wer es gesehen hat, und die genauen Worte. Papier hinterlässt keine Spur auf einem Telefon. Nehmen Sie irgendein Papier.',
    minors: 'Unter 18?',
    minorsMay:
      'Du bist nicht schuld. Sag es einem Erwachsenen, dem du vertraust, ob aus der Familie oder nicht. Du darfst auch ohne deine Eltern um Hilfe bitten.',
    minorsAsk: 'Frag die, die dir zuhören, was du allein tun darfst.',
    minorsInFrance:
      'In Frankreich darfst du ohne sie zur Polizei oder Gendarmerie gehen und Anzeige erstatten, wenn du willst mit einem Erwachsenen deiner Wahl.',
    sources: 'Quellen, und wann sie gelesen wurden',

    traces: 'Was auf Ihrem Telefon bleibt',
    left: 'Diese Datei bleibt unter Ihren Downloads und in dem Chat, in dem Sie sie bekommen haben, und vielleicht im Verlauf der App, die sie geöffnet hat. Auch ein gespeicherter Kontakt kann eine Datei hinterlassen und auf anderen Geräten oder bei anderen Personen auftauchen, die Ihr Konto mitbenutzen. Löschen Sie, wonach jemand suchen könnte, aber überlegen Sie vorher: Nichts entfernt alle Spuren, und was plötzlich fehlt, kann ebenfalls auffallen. Ein Anruf oder eine SMS an die Nummern oben bleibt in den Listen Ihres Telefons.',

    privacy: 'Was die Nummer aufbewahrt',
    kept: (period, failed) =>
      `Von Ihnen nichts: Die Nummer weiß nicht, wer Sie sind. Von der Person, die schreibt, bewahrt sie einen Schlüssel statt der Telefonnummer und die Zeiten der Antworten auf, im Allgemeinen ${period} lang, oder ein Jahr, wenn die Person STOP geschickt hat. Die Nachricht wird gelöscht, sobald über eine Antwort entschieden ist, meist nach Sekunden; misslingt das, so bleibt sie ${failed} oder länger liegen; die Dienste, die sie überbracht haben, bewahren sie vielleicht länger auf.`,
  },
}
