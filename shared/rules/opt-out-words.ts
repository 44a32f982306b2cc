import type { Language } from './messages.ts'

/**
 * Words of each language, and of all others, by what they do in a wish for silence (opt-out.ts): "role: word, word;".
 * "*" stands for any letters. A word has the first role that names it. REVOKE is the FCC's (47 CFR 64.1200(a)(10), as
 * law firms quote it); STOP, END, CANCEL, UNSUBSCRIBE and QUIT are CTIA's (Short Code Monitoring Handbook, as Twilio's
 * support quotes it); AWS names five more (End User Messaging guide, "Required opt-out keywords"), WhatsApp none. To
 * object, withdraw and erase are words of the GDPR. All read 2026-12-02.
 */
export const words: Readonly<Record<Language | 'pl' | 'pt' | 'others', string>> = {
  fr: `refusal: (mauvais|faux|mauvaise|erreur) (de )?(num*|personne|destinataire), erreur, tromp*, pas (du tout
    )?intéress*, intéress* pas, pas (la bonne|le bon) *; anger: arnaqu*, cass(e|es|er|ez) les *, ftg, fdp, gueule,
    nique, automatique*, bordel, putain, chi(ant|er), connards?, malades?, dingues, ki, qui (êtes|es|c est|est ce), c
    (est )?(qui|ki), vous êtes qui, t es qui, connais (pas|personne); stop: nn stop, arrêt(ez|iez), cess(ez|er|iez),
    stoppez, abstenir; unsubscribe: désabo, (se )?dés(in|a|ins)?(abonn?|scri)*, résili(er|ez), être
    (retir|supprim|enlev|effac)*; halt: arrêt(e|es|er)?, cesse, stopper?, dégage*, (ça|ca) suffit, assez, c (est
    )?bon, casse toi, allez vous faire *, (fous|foutez|fiche|fichez) le camp, va te faire *, ferme la; not: ne, n,
    pas(?! encore), pa, plus?, plu, pu, jamais?, rien, aucun*, inutile, fini(e|s)?, ni, (pas|plus) (la peine|besoin), sans,
    évite(r|z)?; more: encore, autres?; told: s, se, il, elles?, ils, lui, te, toi, a, ai, as, ont, avez, avait, jai,
    ex, dit, dis; small: non stop, a(?= (l|la|ce|cet|cette|vos|m|mon|mes|recevoir|être|ne|l avenir) ), sont, pour,
    avec, cette, tous, toutes, part, vraiment, votre, cette; get: recevoir, recoive, entendre parler, avoir
    (de|des|vos|ces), être (contact|dérang|harcel|sollicit|appel|spam|embêt)*; write: continu*, insist*, écri*,
    (re)?contact*, recommenc*, r?envo[iy]*, r?appel(er|e|es|ez)?, téléphon(er|ez), dérang*, harcel*, embêt*,
    emmerd*, import?un*, sollicit*, relanc*, text(er|ez|e|es), parle(r|z)?, joindre, adresse(r|z), sa?oul*,
    spam(er|ez), répond(ez|re), donne(r|z), utilis(er|ez); texts: messages?, pubs?, textos?, conneries, notif*, prospection,
    démarchage, publicités?, communications?, appels, merdes?; agreed: demandé?, inscri(t|te|s), donné (mon|d|l) *,
    abonnée?; want: j ?(ve|veux?), veux?, (j )?(voudr|souhait|accept|consen|désir|aimer)(e|ais|erais|s|ez)?, autoris*,
    d accord, accord, consentement; refuse: refus*, (m )?oppos*, interdi*, marre, ras le *, raz le bol; erase:
    supprim*, effac*, enlev*, retir*, vir(er|ez|e), ray(er|ez|e), oubli(e|es|er|ez), perd(s|ez|re), suppression; data:
    num*, tel, téléphone, coordonnées, données, infos?, (vos|tes) contacts, listes?, fichiers?, bases?, système, répertoire,
    trucs?; leave: laiss(e|es|er|ez), lach(e|es|er|ez), fou(s|t|tre|tez), fich(e|er|ez); peace: tranqui*, trankil*,
    (la |en )?paix, la grappe, les (baskets|couilles); me: me, m, moi, nous; my: mon, ma, mes, notre; this: ça, sa,
    cela, ce; i: je, j; you: tu, t, de (ta part|toi); formal: vous, vs; if: si tu?, quand tu, t as vu; must: merci (de|d), (j|t|vous) ai
    dit de, dois, devez, peu(x|t), pouvez, pourriez, veuillez, faut, prie, prière, demande, possible; threat: plainte,
    avertissement, flics?, avocats?, tribunal, justice, signal*, bloqu*, harcèlement, droit; flirt: belles?, trop beau, jolies?,
    mignonn?e?, bisous?, sourire, timide, bébé, chérie?, verre, dîner, dispo, répon(d|ds|s|se), bouder, folle, fou,
    pla(is|ît), rejoins, viens, voit, capte, attends, adore, aime, rire, rougir; limit: tard, tôt, souvent, avant,
    après, ce soir, demain, trop, quand, pendant, plus que; polite: j ai dit, s il (te|vous) plai?t, bonjour, bjr,
    bonsoir, oui, non, bon, alors, allez, désolée?, par pitié, cordialement, d avance, beaucoup, maintenant, tout de
    suite, immédiatement, tout, donc, monsieur, madame, enfin, beau frère; and: et, puis, mais`,
  en: `refusal: wrong (number|person|guy|girl), not interested, (don t|dont|do not) know (you|who|this), mistaken, no
    interest; anger: automated, fuck(ing|in)?, bloody, jesus, christ, damn, creeps?, idiots?, asshole, who( the| tf)?(
    hell| fuck)? (is|are|r) (this|you|u), who s this, who dis; stop: stp, desist, cease, quit (it|texting|messaging),
    no more, knock it off, cut it out; unsubscribe: unsubscribe, opt(ing)? (me |us )?out, be removed, (get|take) me
    off; halt: quit, enough, end, cancel, go away, get lost, (fuck|piss|sod|bugger|back) off, fuck you; not: not,
    dont, (don|do|won|can|didn|did|doesn|mustn|wouldn|haven|isn|am|m) t, (do|did|have|am|m|would) not, never, no,
    none, nothing, without, no need( to)?; more: any ?more, again, further, ever, longer; told: he, she, they, her,
    him, them, tell, told, never got, ex, goes, says?, said, has, did, was, had, (to|with|about) you; get:
    receiv(e|ing), get(ting)?, hear(ing)? from, be(ing)? (contact|text|messag|call|bother|harass|spam)*; write:
    continu*, persist*, te?xt(ing|in)?, me?ss?a?g(e|ing), contact(ing)?, call(ing)?, writ(e|ing)( to)?, send(ing)?,
    bother(ing)?, harass(ing)?, spam(ing)?, email(ing)?, pester(ing)?, annoy(ing)?, repl(y|ying) to, talk(ing)? to,
    disturb(ing)?; texts: texts, messages, crap, (bull)?shit, contact, communications?, notifications, garbage, junk,
    calls, ads; agreed: agreed, consent(ed)?, (sign|signed|opted) (up|in)( for| to)?, subscribed?, ask(ed)? for, gave
    permission; want: want, wanna, wish, need, like to, rather, consent to, agree to; refuse: refuse, object( to)?,
    forbid, withdraw, revoke, (sick|tired) of, fed up with; erase: delet(e|ing)?, remov(e|ing), lose, forget, erase,
    take(?= (me|us|my|this)( *)? (off|from|out)), deletion, erasure; data: num*, details?, data, info*, lists?,
    database, system, records?, contacts, thing; leave: leave, let(?= me (be|alone)); peace: alone, be, (the
    )?(hell|fuck) alone, in peace; me: me, us, this (number|phone|line), my (phone|inbox|line); my: my, our; this: it,
    this, that; i: i, im, ive, ill; you: you, u; formal: sir, guys, people, company; if: if (you|u)
    (don|dont|re|want|like|ever), if only, what if; must: must, need to, have to, (can|could) (you|u), (you|u) can,
    want you to, should, would you; threat: lawyers?, sue, suing, court, legal, report(ing|ed)?, block(ing|ed)?,
    harassment, cops, authorities; flirt: cute, gorgeous, beautiful, blush*, shy, teas*, sweetie, honey, darling,
    date, drinks?, dinner, tonight, love, smile, kiss, miss you, ignoring, handsome, fun, killing me, see you, meet;
    limit: before, late, after, until, till, tomorrow, today, while, when, unless, back, yet, like that, at
    (work|night); polite: i said, thank(s| you)?, many, a lot, hello, sorry, just, immediately, right, already, asap,
    seriously, kindly; small: (bus|next|tram|last|which|metro|train) stop, here, from, with, such, your, these, those;
    and: and, or, nor, then, but`,
  de: `refusal: (falsche*|verkehrte) (num*|person*), verwählt, kein interesse, nicht interessiert, verwechsl*, irrtum,
    kenne (sie|dich|euch) nicht; anger: fresse, nerv(st|en)?, abzocke, betrug, betrüger, verdammt, wer
    (ist|sind|bist|seid) *, idiot(en)?, arsch*, automatisch*, kotzt; stop: stopp, stoppen, aufhören, hör(t|en sie)(
    bitte| jetzt| endlich)?( bitte)? auf, unterlass*, einstellen; unsubscribe: abmeld*, abbestell*, austragen,
    (gelöscht|entfernt|gestrichen) werden; halt: stoppt, hör( jetzt| endlich| bitte| doch| damit)?( bitte)? auf, es
    reicht, reicht, schluss, lass das, verpiss*, hau ab, verschwinde, genug, aufzuhören, lass(t|en sie) es; not:
    nich(t|ts)?, nie, niemals, nix, kein*, ohne, nie wieder; more: mehr, wieder, weiter*, noch; told: er, sie hat, ihr
    geschrieben, sagt, ex, ihn, hat, habe, hast, dir, dich, hatte, wurde; get: erhalten, bekommen, kriegen, hören,
    (kontaktiert|angeschrieben|belästigt|angerufen)( werden)?; write: weitermach*, *schreib(t|en|e)?,
    *schick(t|en|e)?, *send(e|en|et)?, (an)?ruf(t|en)?, anzurufen, kontakt(ier)?(en|t|e)?, meld(en|et)?,
    belästig(en|t|e|ung)?, stör(en|t|e)?, nerv(en|t)?, spam(en|t), simsen, antworte(n|t); texts: nachricht(en)?,
    werbung, mist, scheiß*, texte, zeug, kontaktaufnahme*, müll; agreed: zugestimmt, eingewilligt, bestellt,
    angemeldet, gebeten, zustimmung, einwilligung, erlaubnis; want: will, möchte, wünsche, brauche, einverstanden,
    wollen; refuse: verbitte, untersag*, verbiete*, widersprech*, widerruf*, widerspruch, (es |das |die |sie |euch
    )?satt, schnauze voll, hab genug von; erase: lösch*, entfern(e|t|en)?, vergiss, vergesst, streich*, nehm(en|t)?,
    nimm, raus aus; data: *nummer*, daten*, kontakte, liste*, verteiler, system, speicher; leave: lass(e|t|en)?,
    gebt?, geben; peace: (in )?(ruhe|frieden); me: mir, mich, uns, diese(r)? nummer; my: mein*, unser*; this: das, es,
    dies, so was; i: ich; you: du; formal: sie, ihr, ihnen, euch; if: wenn du, falls du; must: muss*, müss*,
    soll(en|ten?), könn(en|t|ten), kann, kannst, fordere; threat: anwalt, anzeige*, zeige, gericht, melde
    (sie|das|euch|dich), strafanzeige, rechtlich*, blockier*, sperr(e|en)?; flirt: süß*, schön, hübsch*, lächeln,
    schüchtern, treffen, heute abend, kaffee, drink, küss*, schatz, vermiss*, meld dich, spielen, mein herz, verlegen,
    liebe dich; limit: spät, später, vor, nach, heute, morgen, erst, während, bis, bevor; polite: danke*, vielen,
    dank, jetzt, hallo, endlich, guten tag, nein, mal, grüße, freundliche*, umgehend, einfach; small: hier, eine,
    einen, dass, damit, auch, werden, weiteren, eure*, ihre*, deine*, diese*, solche*; and: und, aber`,
  es: `refusal: (número|persona) (equivocad[oa]|erróneo), equivoc*, no (me |nos )?interes*, no (lo |los |te |os
    )?conozco; anger: estafa*, joder, coño, hasta los *, cállate, pesad[oa]s, cojones, gilipollas, cabron*, quién(es)?
    (es|eres|sois|son), no (lo |los |te |la )?conozco, automátic*; stop: dej(en|ad), par(en|ad), cesen; unsubscribe:
    desuscri*, (dar|de|den|deme|dadme)( ?me)? de baja, solicito la baja, ser (borrad|eliminad)*, dejar de recibir;
    halt: baja, alto, bast[aá]( ya)?, para, pare, parar, deja, deje, dejar, no más, suficiente, lárgate, vete a *;
    not: no, nunca, ni, nada, ningun*, sin, jamás; more: vuelv(a|an|as|e|en) a, m[aá]s, otra vez, volver a; told: él,
    ella, le, te, ti, ex, dice, he, ha, has, han, diste, les, su novi*, contigo; get: recib(ir|iendo), saber de;
    write: continu*, insist*, escrib(a|an|as|ais|ir|iendo),
    (envi|mand|llam|molest|contact|textea|acos)(e|en|es|eis|ar|ando|ad)?, habl(ar|en|es|e), fastidi*, jod(an|er|as);
    texts: mensaj*, publicidad, mierdas?, propaganda, llamadas, comunicaciones, contacto; agreed: pedí*, solicit*,
    suscri(to|bí), consentimiento, apuntad*, permiso, dado (mi|el) *; want: quiero, deseo, quisiera, autorizo,
    consiento, acepto, necesito, gustaría, doy (mi |el )?(consentimiento|permiso); refuse: (me )?opongo, oposición,
    prohíbo, rechazo, revoco, retiro, niego a, hart[oa]s?( ya)?, cansad[oa] de; erase:
    (borr|elimin|cancel|suprim|quit|olvid|tach)(a|ad|ar|e|en|es|an|i|ir|ar)*, saqu?(e|en|ar|a)*, pierd(e|an)*,
    supresión; data: num*, dat(o|os), teléfono, contacto, lista*, base*, sistema, registr*, agenda; leave:
    dej(a|e|es|en|ad|ar); peace: en paz, tranquil*; me: me, nos, este (número|tel*|móvil); my: mi, mis, nuestr*; this:
    esto, eso, este; i: yo; you: tú; formal: usted, ustedes; if: si no quieres, si quieres, si tú; must:
    pued(en|e|es), podrían, deb(e|en|es), tienen que, ruego, exijo; threat: denunci*, abogad*, juzgado, guardia civil,
    report*, bloque*, acoso, legal*; flirt: guap[oa], bonit[oa], loc[oa], linda, hermosa, preciosa, beso*, sonrisa,
    cerveza, copa, contesta*, responde, difícil, dura, quedamos, cariño, verte, esta noche, reina, amor, encanta*,
    ven; limit: tarde, temprano, antes, después, hoy, mañana, hasta, mientras, más que; polite: por favor, porfa*,
    xfa*, muchas, hola, vale, señores, ahora, mismo, buenas, buenos días, perdón, disculp*, oye, todo; small: aquí,
    para, todo, todos, tipo, parte, vuestr*, esos, estos, esas, estas; and: y, e, pero`,
  it: `refusal: (numero|persona) (sbagliat[oa]|errato), sbagli*, errore, non (mi |sono )?interess*, non (vi|ti|la)
    conosco; anger: truff*, cazzo, rotto, palle, coglioni, automatic*, stronz*, idiot*, chi (sei|siete|è|cazzo|parla),
    non (vi|ti|la|lo) conosco; stop: smett(ete|etela|ere)*, smetta(la|no)?, piantatela; unsubscribe: disiscri*,
    disattiv*, essere (cancellat|rimoss|eliminat)*; halt: smett(i|ila)*, fermati, fermatevi, basta( così)?, piantala,
    fini(scila|tela), vaffanculo, vattene, spari(sci|te); not: non, nn, no, niente, nessun*, né, mai, senza,
    evit(i|ate|are); more: più, altr[ie]; told: lui, lei, le, gli, ti, te, ho, ha, hai, hanno, avete, si, dice, ex;
    get: ricev(ere|ermi), sentir*, essere (contattat|disturbat)*; write: continu*, insist*,
    scriv(er|ete|a|ano|ere|iate)?,
    (contatt|mand|invi|chiam|disturb|telefon|molest|cerc|spamm|tormen|importun)(ar|are|ate|i|ino|iate|ando)?,
    (far(e|ti|vi)|fatevi) (più )?(sentire|viv*), parlare?, rompere; texts: messagg*, pubblicit*, cazzate, merda,
    comunicazion*, promozion*, notifich*, roba; agreed: chiesto, iscritt*, autorizzat*, consenso, dato (il|nessun) *,
    permesso; want: vogli(o|amo), desidero, vorrei, accetto, autorizzo, acconsento, consento, do (il|alcun) consenso;
    refuse: (mi )?oppongo, opposizione, revoco, ritiro, rifiuto, proibisco, vieto, diffido*, stuf[oa] di, stanc[oa]
    di; erase: (cancell|elimin|rimuov|togli|dimentic|scord|lev|perd)(a|ate|are|ar|i|e|ete|er|ere|ano)*, cancellazione;
    data: num*, dati, telefono, cell*, contatt*, list*, elenc*, database, rubrica, sistema, recapit*; leave:
    lasci(a|ate|are|ar)*; peace: in pace, stare, perdere, tranquill*; me: mi, ci, noi, questo (num*|tel*|cell*); my:
    mio, miei, mia, nostr*; this: questo, questa, ciò; i: io; you: tu; formal: voi, vi, signor*; if: se non vuoi, se
    vuoi, se tu; must: pot(ete|reste)*, puoi, può, dovete, devi, prego di, chiedo di; threat: carabinieri, denunci*,
    avvocat*, querel*, segnal*, blocc*, tribunale, legal*, stalking, garante; flirt: bell[aoi]*, carin[ao], dolce,
    bacio, baci, sorriso, caffè, birra, rispond*, preziosa, timid[ao], stasera, usciamo, amore, tesoro, arrossire,
    piac[ie], vieni, manchi, pazz[ao]; limit: tardi, presto, prima, dopo, oggi, domani, fino, più di, spesso, mentre;
    polite: per (favore|piacere|cortesia), mille, subito, buongiorno, buonasera, salve, prego, ora, adesso,
    immediatamente, scus[iae], cortesemente, davvero, tutto, saluti; small: della, dalla, delle, alla, tipo, nulla,
    tuoi, vostr*, suoi, quest[ie]; and: e, ma`,
  nl: `refusal: (verkeerd|fout)* (num*|persoon), niet geïnteresseerd, geen interesse, ken (je|u|jullie) niet, vergis*;
    anger: bek, oplicht*, godver*, verdomme, kut, tering, automatisch*, idiot*, wie (ben|bent|is|zijn) *, gek, ken
    (je|u|jullie) niet; stop: stoppen, ophouden, hou(d|den)? (er |hier)?mee op, houdt u op; unsubscribe: afmeld*,
    uitschrijv*, opzeg*, verwijderd worden, uitgeschreven, schrijf (me|mij|ons) uit, meld (me|mij|ons) af; halt:
    hou(d)?( hier| er| eens| nu)?( mee)? op, genoeg, kap (ermee|nou)*, (rot|donder|flikker|sodemieter) op, ga weg;
    not: niet, nie(ts)?, niks, nooit, geen, zonder; more: meer, verder, weer, nog; told: hij, zij, haar, hem, heb,
    heeft, had, hebt, jou, ex, zegt; get: ontvang*, krijg(en)?, horen, (gecontacteerd|benaderd|gebeld|lastig
    ?gevallen)( te)?( worden)?; write: doorga*, stuurt?, stur(en|ing), appe?n?, bellen, bel, smsen, schrij(f|ft|ven),
    contacte*, contact (op)?(nemen)?, benader(en|t)?, toestur(en)?, lastig( te)?( vallen)?, stalken; texts:
    bericht(en|jes)?, smsjes, appjes, reclame, onzin, rotzooi, troep, contact; agreed: gevraagd, aangemeld,
    ingeschreven, toestemming; want: wil, wens, hoef, geef toestemming, akkoord; refuse: (maak )?bezwaar, weiger,
    trek, verbied, eis, zat, beu; erase: verwijder(en|t)?, wissen, wis, schrap(pen)?, haal, halen, vergeet, gooi*,
    verlies; data: *num*, gegevens, lijst*, bestand*, systeem, contact(en|lijst); leave: laat, laten; peace: (met
    )?rust; me: me, mij, ons, dit (nummer|nr); my: mijn, onze; this: dit, dat, hiermee, ermee; i: ik; you: jij;
    formal: u, jullie; if: als je; must: moet(en)?, kun(t|nen)( u)?, wilt( u)?, verzoek, gelieve, zou(den)?; threat:
    advocaat, aangifte, rechter, meld(en)?, blokk*, juridisch*, stalking; flirt: (te|zo|je) mooi, mooie, lief, lieve,
    leuk, bloz*, drankje, vanavond, lach(en)?, schat*, kus*, verlegen, biertje, antwoord; limit: te laat, later,
    vandaag, morgen, vroeg, tijdens; polite: alsjeblieft, ajb, dank*, bedankt, vriendelijk*, graag, hallo, gewoon,
    sorry, onmiddellijk, meteen, beste, gaarne, even; small: hier, naar, worden, enkele, verdere, jullie, deze, zulke,
    dat soort; and: en, maar`,
  pt: `refusal: (número|pessoa) errad[oa], engano, não (me |estou |tenho )?interess*, não (vos |o |te )?conheço;
    anger: golpe, fraude, burla, caralho, porra, puta que pariu, automátic*, idiota*, quem (é|são|fala|está), não (te
    |vos |o )?conheço; stop: par(em|ar), cessem, chega (de|dessas); unsubscribe: sair d(a|essa|esta|essas|as) listas?,
    descadastr*, desinscr*, cancel(ar|em|e) (a |o |as )?(subscrição|inscrição|sms|mensagens|envio), ser
    (removid|retirad|apagad)*; halt: sair, pare( com isso)?, para, chega, basta, some( daqui)?, vai (te|se)
    (foder|ferrar|catar)*, sumam, (sai|cai) fora; not: não, n, nunca, nem, jamais, nenhum*, nada, sem, evitem?; more:
    mais, novamente, de novo, outra vez, volte(m)? a; told: ele, ela, te, ti, lhe, dela, tem, tinha, foi, ex, disse;
    get: receb(er|endo), ser (contatad|contactad|incomodad)*; write: continu*, insist*, escrev(a|am|er|as|endo|e),
    (mand|envi|contat|contact|incomod|perturb|importun|fal)(e|em|ar|es|ando|a)?, lig(ue|uem|ar|ando|ues), encher?;
    texts: mensage(m|ns)*, torpedos?, publicidade, propaganda, merda*, porcaria*, notificaç*, chamadas, lixo; agreed:
    pedi, autorizei, inscre*, cadastr*, solicitei, consenti*, autorização, permissão; want: quero, queria, desejo,
    gostaria, autorizo, aceito, consinto, concordo, dou (consentimento|autorização|permissão); refuse: opo*, oposição,
    recuso*, revogo, proíbo, retir* (o )?meu consentimento, fart[oa] de, cansei de, saco cheio; erase:
    apag(a|ar|ue|uem|ues), remov(er|a|am|e|em), tir(a|ar|e|em), retir(a|ar|e|em|es), exclu(a|am|ir|i),
    elimin(e|em|ar|a), delet(a|ar|e|em), esque(ça|çam|ce|cer); data: num*, dados, telefone, telemóvel, celular,
    contat*, contact*, lista*, base*, sistema, cadastro; leave: deix(a|e|em|ar|es); peace: em paz, sosseg*, tranquil*;
    me: me, nos, mim, (este|esse) (num*|tel*); my: (o )?meus?, minhas?, nosso; this: isso, isto, disso; i: eu; you:
    tu; formal: você, vocês, vcs?; if: se não quer*, se quiser*, se (vc|você); must: pode(m|ria|riam)?, dev(e|em),
    peço que, solicito, exijo; threat: processar, processo, advogad*, denunci*, procon, anatel, bloque*, queixa, gnr,
    tribunal, assédio; flirt: linda*, gata*, gostosa*, bonita*, beij*, sorriso, cerveja, responde, resposta, tímida,
    saudade*, amor, vem, vamos, encontro, café, querida, gosto, fofa, ignorar; limit: tarde, cedo, antes, depois,
    amanhã, até, enquanto, mais que; polite: por favor, pfv, obrigad[oa], obg, agora, olá, bom dia, boa (tarde|noite),
    desculp*, gente, tudo, imediatamente, muito, por gentileza, se faz favor; small: aqui, para, qualquer, mesmo,
    seus?, suas, teus, tuas, voss(a|as|o|os), ess(a|e)s, est(a|e)s, des[st][ae]s?; and: e`,
  pl: `refusal: (zły|błędny) numer, pomyłk*, pomyl*, nie (jestem )?(zainteres|interes)*, nie znam (was|pana|pani|cię);
    anger: oszu*, kurw*, choler*, automat*, idiot*, kto (to|pisze|jest), nie znam *, wkurw*, debil*; stop:
    przestańcie, (proszę )?przestać, skończcie, zaprzesta*; unsubscribe: wypis*, z?rezygn*, anulować, zostać usunię*;
    halt: przestań, dość, dosyć, skończ, spadaj*, spieprzaj*, spierdalaj*, odwal *, odczep*, koniec, wystarczy; not:
    nie, nigdy, żadn*, ani, bez, nic; more: więcej, już, ponownie, znowu, kolejn*, dalsz*, jeszcze; told: on, ona,
    jej, niej, niego, jemu, mu, jego, ci, ciebie, tobie, jest, był*; get: otrzym*, dosta(wać|ć), słyszeć; write:
    (na)?pis(z|zcie|ać|ania|anie), wysył(aj|ajcie|ać|ania|anie), przysył(aj|ajcie|ać|anie|ania),
    dzwo(ń|ńcie|nić|nienie|nienia), kontakt*, nęka*, niepoko*, zaczepia*, męcz*, wydzwania*, odzyw*, zawraca*; texts:
    wiadomoś*, esemes*, reklam*, komunikat*, powiadomi*, marketing*; agreed: zgadzał*, zapisyw*, prosił*, zgod[aęy],
    zamawiał*; want: chcę, życzę( sobie)?, chciał(a|by|bym)*, wyrażam( zgody)?, zgadzam( się)?, interesuje; refuse:
    sprzeciw*, odmawiam, wycof*, cofam, zabraniam, zakazuję, mam dość; erase: usun*, (wy)?kasu*, wykreśl*, wymaż*,
    zapomn*, zgub*; data: num*, dane, danych, telefon*, list*, baz*, system*; leave: daj(cie)?, zostaw(cie)?, dać,
    zostawić; peace: (święty )?spok(ój|oju), w spokoju; me: mi, mnie, nam, nas, ten numer; my: mój, moj(e|ego|ich|a)?,
    nasz*; this: to, tym; i: ja; you: ty; formal: pan, pani, państwo, państwa, wy, was, wam; if: je(ś|że)li nie; must:
    musi*, mo(żesz|żecie|że), należy; threat: policj*, prawnik*, zgł[oa][sc]z*, sąd*, uodo, rodo, blok*, adwokat*,
    nękanie; flirt: piękn*, śliczn*, słodk*, ładn*, kochan*, całus*, uśmiech*, kaw[aęy], piwo, odpisz, odpowiedz,
    z?a?rumien*, nieśmiał*, wieczor*, spotka*, tęskni*, lubi*; limit: że, późno, później, przed, dziś, jutro,
    wcześnie, dopóki; polite: dziękuję, dzięki, natychmiast, teraz, witam, dzień dobry, cześć, przepraszam,
    pozdrawiam; small: tutaj, sobie, twoj*, wasz*, tych, tego, takich; and: i, a, oraz, ale`,
  others: `stop: (stop)+(all|sms|pub)?, lõpetage, beidziet, liaukitės, avmeld, afmeld, frameld, avslutt, avsluta,
    avregistrera, hættið, lopettakaa, přestaňte, prestanite, nehajte, престаните, прекратите, припиніть, спрете, стоп,
    отписаться, відписатися, отписване, odhlásit, odhlásiť, odjava, توقفوا, إيقاف, إلغاء, لغو, הסר, הסירו, στοπ,
    σταμάτα, σταματήστε, διαγραφή, leiratkoz*, opriți, dezabonare, ndaloni, durdurun, iptal, ngừng, berhenti, หยุด,
    ยกเลิก, 停止, 退订, 退訂, 取消, 取消订阅, 取消訂閱, ストップ, やめて, 중지, 수신거부; unsubscribe: unsub(scribe)?, opt ?out; halt: arret,
    cancel, end, quit, remove, remover, cancelar, td, revoke, erase, withdraw, baja, sair, lõpeta, beidz, liaukis,
    sluta, stoppa, hættu, lopeta, přestaň, prestaň, prestani, nehaj, престани, хватит, спри, توقف, توقفي, עצור, הפסק,
    قف, állj, oprește, ndalo, dừng lại, 그만, khal*as, revoca, opposition, widerruf, bezwaar, afmelden, désabonner;
    write: писать, пишите, γράφεις; texts: sms*, msgs?, spam*, mms, whatsapps?, mails?, promotions; me: мне, μου;
    this: ca, it; threat: poli(ce|cia|cja|zei|tie|zia), cnil, gdpr, rgpd, dsgvo; anger: spam*, scam*, bots?, robots?,
    phishing, wtf, fuck*; flirt: baby, babe, sexy, netflix, lol, mdr+, ptdr, (ha|he|hi|ja)+h?, xd, lmao; polite: nu,
    svp, stp, ok*, merci, thanks, thx, please, pls, plz, all, re, tak, tack, kiitos, شكرا, من فضلك, لو سمحت,
    пожалуйста, спасибо, bitte, danke, gracias, grazie, alstublieft, aub, obrigado, proszę, sofort, now, ciao`,
}
