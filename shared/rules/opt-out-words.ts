import type { Language } from './messages.ts'

/**
 * Words of each language by what they do in a wish for silence (opt-out.ts): "role: word, word;". "*" stands for any
 * letters, and a word has the first role that names it. `stop` is how one asks a service, `halt` may begin a flirt;
 * `who`, `reason` and `threat` say why; `told`, `you`, `i` and `limit` make a story of it; `if` begins what only flirts
 * say; `polite` words say nothing, `small` ones little. A short word without a role is small, a longer one unknown: x.
 *
 * REVOKE is the FCC's (47 CFR 64.1200(a)(10), as law firms quote it); STOP, END, CANCEL, UNSUBSCRIBE, QUIT are CTIA's
 * (Short Code Monitoring Handbook, as Twilio's support quotes it); AWS names five more (End User Messaging guide,
 * "Required opt-out keywords"), WhatsApp none. To object, withdraw, erase are words of the GDPR. All read 2026-12-02.
 */
export const words: Readonly<Record<Language | 'pl' | 'pt' | 'others', string>> = {
  fr: `law: rgpd; who: pourquoi (je reçois|vous), qui (êtes|es) *, qui vous êtes, (vous êtes|t es|c est|c|t) (qui|ki)( toi)?, c
    (koi|quoi) ce num*, connai(s|t)? (pas|personne); reason: (mauvais|faux|mauvaise|erreur) (de
    )?(num*|personne|destinataire), tromp*, pas (la bonne|le bon) *, intéress* pas, automatique*, erreur, (pas|plus) (du
    tout )?intéress*, arnaqu*, tu me (re)?sa?oul*; threat: plainte, avertissement, flics?, police, avocats?, tribunal,
    signal(e|er|é|ons), bloque, harcèlement, main courante, commissariat, bloqu(é|er|e); if: si tu, si t; small: non
    stop, faire; polite: s il (te|vous) plai?t, de votre part, bonjour, bjr, bonsoir, oui, non, bon, alors, désolée?,
    immédiat*, sale *, maintenant, tout de suite, putain, bordel, cordialement, monsieur, madame, j ai dit, j ai
    compris, d avance, mais, conn?ards?, fdp, nique *, (sale )?con(ne|s)?, abrutis?, tar(é|és), malades?, merde,
    franchement, vraiment, beaucoup, donc, enfin, pitié, par pitié, sérieux, t es (lourde?|relou|malade|qui), (ta
    |tg|ftg)( gueule)?, bande de *; limit: (pas|jamais) un, plus tard, trop, tôt, avant, après, ce soir, demain,
    pendant, depuis, pourquoi, pk; agreed: d accord, (mon )?accord, consen*, autoris*; must: comment( faire pour| on
    fait pour| on se)?, je veux (que|qu on|arrêter), (je |j )?(vous |te )?(prie|demande(rai)?|exige|saurais gré|ai dit
    de), merci (de|d), veuill?ez, prière, p(eux|ouvez|ourriez) (tu|vous), (tu|vous|vs) p(eux|ouvez), devez, (est )?(il
    )?possible, (il )?faut, vous allez, dois, pouvez; unsubscribe: désabo(nn)*(er|ez|e)?, désabonnement, désin(s|scri)*,
    résili(er|ez|ation), être (retir|supprim|enlev|effac)*; stop: nn stop, arrêt(ez|er|iez), cess(ez|er|iez), stoppez,
    (vous )?abstenir, évite(z|r), dégag*, casse toi, vas? te faire *, allez (tous )?vous faire *, (fous|foutez|fichez)
    le camp; halt: (s )?arrêt(e|ent), arrêt(e|es|é|er)?, arete*, cesse, stopper?, ça suffit, assez, c est bon, c bon, annuler; refuse: (ai
    )?(pas|plus|aucune) (envie|besoin) (de|d), (ai|avons) (jamais|pas|rien)
    (donné|demandé|demander|autorisé|accepté|souhaité|consenti|voulu), refus*, (m )?oppos*, interdi*, (en ai )?marre,
    sa?oul(ez|é), (en ai )?ra(s|z) le *, couilles, (pas|jamais) (été )?(demandé|inscri*|donné mon *); want: (je?
    ?)?(veu?x?|voudr*|souhait*|désir*|accepte|aimerais); erase: radi(e|er|ez), supprim(e|ez|er), effac(e|ez|er), enlev(e|ez|er),
    retir(e|ez|er), vir(e|ez), ray(e|ez|er), oubli(e|es|er|ez), perd(s|ez|re), suppression, effacement, sortez,
    jett(e|ez), enlève; peace: tranqui*, (la |en )?paix, la grappe, les baskets; leave: laiss(e|ez|er), lach(e|ez|er),
    fou(s|t|tez), fich(e|er|ez), laisses, foutre; get: recevoir, avoir (de|des|vos), recoive, être
    (contact|dérang|harcel|sollicit|appel)*, entendre parler; write: m?envoyé, r?écri(re?|s|t|vez|ve|viez)?,
    (re)?contact(e|er|é|ez), d?envo(i|ie|ies|yer|yez|is), renvoyer, (r)?appel(er|ez), dérang(er|ez|é|e), harcel(er|ez),
    embêt(er|ez), sollicit(er|ez|é), insist(ez|er), me (parle(r|z)?|répond(re|s)?), emmerd(er|ez|e), chier, répondez,
    donnez, utilis(er|ez), adresse(r|z), recommence*, continuez, text(e|es|ez|er), import?un*, continue,
    téléphon(er|ez), joindre, relanc(er|ez), r?envo(ie|yer|yez), solliciter; texts: encore (un mot|une fois), prochaine
    fois, messages?, pubs?, textos?, communications?, appels?, envois?, contact, merdes?, publicités?; data: num*,
    coordonnées, données, listes?, fichiers?, bases?, contacts, truc, tel, téléphone, infos?, trucs, répertoire; not:
    ne, n, pas (le droit|la peine)( de)?, pas, pa, plus?, plu, pu, jamais?, rien, aucun*, inutile, fini, sans, ni, plus
    (la peine|besoin)( de)?, finis?; you: tu, t (es|as); told: ex, elles?, ils?, lui, te, t, toi, ai, as, ont, dit, dis,
    (m|l) a *, mes (message|sms|texto|appel)*, a (effac|supprim|reçu|donn)*, reçu, (de )?ta part, de toi; i: je, j, on;
    me: me, m, moi, nous; this: ça, sa, ce, tout; and: et, puis, ou; small: qu on, dessus, votre, cette, tous, toutes,
    pour, dans, avec, traitement, utilisation, autres?, encore, gens, seul, c, est, d, de, du, des, l, la, le, les, un,
    une, en, au, que, qu, sur, suis`,
  en: `law: gdpr; who: who( the| tf)?( hell| fuck)? (is|are|r) (this|you|u), who s this, who dis, who you are, why (are|do)
    (you|i) *, (don t|dont|do not) know you; reason: (you have (the|a) )?wrong (number|person), not interested, no
    interest, you (are|re) (annoy|bother|harass|spam)*, scam*, creeps?, automated, (i am|i m|im) not *; threat:
    lawyers?, sue, court, report, block(ing)?, harassment, cops, police, reporting, reported, blocked; if: if (you|u),
    unless; polite: (no )?thank(s| you)?, a lot, hello, sorry, just, immediately, right now, already, kindly, i said,
    the (hell|fuck), fuck(ing|in), jesus, christ, damn, bloody, asshole, idiots?, mate, man, seriously, right, ever,
    again, any ?more; limit: before, late*, until, till, tomorrow, today, tonight, yet, like that, while, from you, no
    one, don t be; agreed: agreed, (signe?d?|opted) (up|in), consent(ed)?, asked for; must: how (do|can) i, must, need
    to, have to, (can|could|would|will) (you|u), (i )?((d|would) like|want|ask) you to, you (can|should|must|need
    to|have to)(?! t ), should; stop: stp, cease, desist, refrain from, quit (it|texting|messaging), no more( of)?,
    enough, discontinue, leave me be, get lost, go away, (fuck|piss|sod|back|bugger) off, fuck you; unsubscribe:
    unsubscribe, opt(ing)? (me )?out, be removed, off (this|your|the) list, (get|take) me off, remove me; halt: quit,
    end, cancel; refuse: refuse, object( to)?, withdraw, revoke, (sick|tired) of, fed up with; want: want( to)?,
    (would|d) like( to)?, wish( to)?, consent to, rather, need; erase: delet(e|ing)?, remov(e|ing), lose, forget, erase,
    take(?= (my|this|our) *( *)? (off|from|out)); peace: alone, in peace; leave: leave; get: receiv(e|ing), get(ting)?,
    hear(ing)?( from you)?, be(ing)? (contact|text|messag|call|bother)*, hear(ing)? from; texts: (any|all|further)
    contact, junk, (bull)?shit; write: te?xt(ing)?, txting, me?ss?a?g(e|ing), contact(ing)?, call(ing)?, writ(e|ing),
    send(ing)?, bothering, bother (me|us), harass(ing)?, spam(ing)?, repl(y|ying), disturb(ing)?, continu(e|ing),
    te?xtin, annoy(ing)?, reply to, talk(ing)? to (me|us); texts: anything, stuff, texts, messages, crap,
    communications?, calls, contact, txts, one more time, next time; data: num*, details, data, info*, lists?, database,
    system, contacts, phone; not: not, dont, (don|won|can|didn|doesn) t, (do|did|would|am|will) not, never, no, nothing,
    without, no need( to)?, (haven|wouldn|mustn|isn|aren) t, have not; told: he, she, they, her, him, them, told, tell,
    ex, said, says, goes, got, has, did, why, my (sister|mother|mom|friend|messages|texts|calls); you: you, u; i: i, im,
    ill; me: me, us; this: it, this, that, these; and: and, or, but, then; small: further, any, those, your, here, from,
    such, with, the, a, an, is, are, be, of, in, on, at, for, to, so, my, processing`,
  de: `law: dsgvo; who: wer (ist|sind|bist|seid) *, kenne (sie|dich|euch) nicht; reason: falsche* (num*|person), verwählt,
    verwechsl*, irrtum, automatisch*, kein interesse, nicht interessiert; threat: anwalt, anzeige*, zeige( (dich|sie)
    an)?, polizei, gericht, blockier*, melde (sie|das|euch); if: wenn du; limit: spät*, heute, morgen, warum, nicht auf,
    sie (hat|ist|schreibt|will|soll), habe? (noch )?kein*, nimm mich (mit|in); polite: danke*, vielen, dank, jetzt,
    hallo, endlich, mal, sofort, idiot(en)?, arsch*, nein, verdammt, sie; must: muss*, soll(en|ten), könn(en|t|ten)
    (sie|ihr), kann ich, kann; unsubscribe: (mich )?abmeld*, abbestell*, austragen, (gelöscht|entfernt|gestrichen)
    werden, abmeldung; stop: stopp, stoppen, aufhören, hör(t|en sie)( bitte| jetzt| endlich)? auf, unterlass*, verpiss*(
    dich)?, verschwinde*; halt: stoppt, hör( jetzt| endlich| bitte| doch)? auf, schluss, lass(t|en sie)? das, es reicht,
    reicht, genug; refuse: verbitte, untersag*, widersprech*, widerruf*, verbiete*, (sie |es |das )?satt; agreed:
    zugestimmt, einwilligung, gebeten; want: will, möchte, wünsche, wollen; erase: lösch*, entfern(en|t|e)?, vergiss,
    streich*, nehm(en|t)?, nimm, raus aus; peace: (in )?(ruhe|frieden), in ruhe; leave: lass(e|t|en)?; get: erhalten,
    bekommen, kriegen, hören, kontaktiert( zu)? werden, angeschrieben werden, belästigt werden; write:
    *schreib(t|en|e)?, *schick(t|en|e)?, *send(e|en|et), (an)?ruf(t|en), kontaktier(en|t|e)?, melde(n|t)?,
    belästig(en|t), stör(en|t), anzurufen, nerv(en|t)?, belästige*; texts: nachricht(en)?, werbung, mist, kontakt*,
    scheiß*, noch (ein)?mal, texte?; data: *nummer*, daten, liste*, verteiler, system; not: nich(t|ts)?, nie, niemals,
    nix, kein*, nie wieder; told: er, gesagt, hat, dir, dich, meine nachricht*; you: du, deine*; i: ich; me: mir, mich,
    uns; this: damit, das, es; and: und, oder, aber; small: mehr, wieder, diese*, ihnen, euch, meine*, weiter*, hier,
    alle, der, die, den, dem, ist, ein*, zu, an, im, von, auf, aus, mit, nutzung, sich, noch, unser*, solche*, eurem,
    eure*, ihre*`,
  es: `law: rgpd; who: quién (es|eres|son|sois), no (lo |los |te |la |os )?conozco; reason: (número|persona)
    (equivocad[oa]|erróneo), equivoc*, no (me )?interes*; threat: (te |os |los |les )?denunci(o|a|ar)*, policía,
    bloque*, acoso, abogad*; if: si no quieres, si quieres, si tú; polite: por favor, porfa*, xfa*, hola, ahora, ya,
    buenas, buenos días, perdón, disculp*, coño, gilipollas, cabr*, imbécil*, pesad[oa]s?, vale; limit: tarde, antes,
    después, hoy, mañana, hasta, así, un mensaje, más que; must: pued(en|e|es), deb(e|en|es), (le |les )?(ruego|pido)
    que, exijo; unsubscribe: d(oy|ar|arme|a|ado) de baja, desuscri*, (dar|de|den|deme|dadme)( ?me)? de baja, dejar de recibir, cancelar (la
    )?suscripción, ser (borrad|eliminad)*; stop: dej(en|ad), par(en|ad), cesen, ya basta, basta (ya|de), no más, vete a
    *; halt: baja, alto, bast[aá], para, pare, parar, deja, deje, dejar, no más; refuse: (me )?opongo, revoco, retiro,
    hart[oa]s?( ya)?( de)?; agreed: (he )?dado (mi |el )?(permiso|consentimiento), pedí, consentimiento, permiso,
    solicit*, autorizo; want: quiero, kiero, deseo, acepto, quisiera, doy (mi |el )?(consentimiento|permiso); erase:
eliminar(me)?, kita(me)?,     borr(a|e|en|ar|ad|es|aran|éis), elimin(a|e|en|ar|ad|es), quit(a|e|en|ar|ad), olvid(a|e|en|ar|ate),
    cancel(a|e|en|ar), supresión, cancelación; peace: en paz, tranquil*; leave: dej(a|e|es|en|ad|ar); get:
    recib(ir|iendo)(?! un ), saber; write: escrib(a|an|as|ais|ir), (envi|mand|llam|molest|contact|acos)(e|en|es|eis|ar),
    habl(ar|en|es), (vuelv(a|an|as)|volváis|volver) a, insist*, jod(er|an|as); texts: mensaj*, publicidad, mierda,
    contacto, llamadas, mierdas; data: contactos, num*, datos, lista*, base, teléfono, móvil; not: no, nunca, ni, nada, ningun*;
    told: él, ella, le, te, ti, ex, dice, he, ha, has, jefe, mis mensajes, diste, por qué; you: tú, quieres, digas; i:
    yo; me: me, nos; this: esto, eso; and: y, e, pero, o, como; small: más, este, estos, esta, aquí, vuestr*, otro, la,
    lo, los, las, de, del, que, en, por, es, un, una, con, al, se, mi, mis, su, uso, ustedes, sus, esos, estas, todos`,
  it: `law: gdpr; who: chi (sei|siete|è|cazzo *), non (vi|ti|la|lo) conosco; reason: (numero|persona) (sbagliat[oa]|errato),
    sbagli*, non (mi |sono )?interess*; threat: carabinieri, (ti |vi )?denunci*, avvocat*; if: se non vuoi, se vuoi;
    polite: per (favore|piacere|cortesia), buongiorno, buonasera, salve, adesso, subito, scus[iae], cortesemente, mai,
    cazzo, stronz*, idiot*, ora; limit: tardi, prima, dopo, domani, perché, xke, basta (che|un|una); must:
    pot(ete|reste), può, dovete, (vi |la |ti )?(prego|chiedo) di, puoi, come (faccio|si fa) a; unsubscribe: disiscri*,
    essere (cancellat|rimoss|eliminat)*; stop: smett(ete|etela|ere), smetta(la)?, vaffanculo; halt: basta( così)?,
    smett(i|ila), fermat(i|evi); refuse: (mi )?oppongo, revoco, ritiro, rifiuto, rotto; agreed: (ho )?(mai )?dato (il
    |alcun )?consenso, consenso; want: gradirei, gradirebbe, vogli(o|amo), desidero, vorrei, autorizzo, acconsento; erase:
    (cancell|elimin)(a|ate|are|ar|i), rimuov(i|ete|ere), togli(ete|ere)?, tolga, rimuovere, cancellazione; peace: in
    pace, stare, tranquill*; leave: lasci(a|ate|ar)?; get: ricev(ere|ermi), essere (contattat|disturbat)*, sentire;
    write: scriv(er|ete|a|ano|ere|i), (contatt|mand|invi|chiam|disturb|telefon|cerc)(ar|are|ate|i|ino|iate|ando),
    continu*, insist*, molest(ar|are|ate|i), rompere; texts: messagg*, pubblicit*, comunicazion*; data: num*, dati,
    list*, telefono, cell*, contatti, database; not: non, nn, no, niente, nessun*, né; told: lui, lei, le, ti, te, ho,
    ha, hai, dice, miei messaggi; you: tu, vuoi; i: io; me: mi, ci, noi, me; this: quest[oa], la; and: e, ma, o; small:
    più, queste, questi, dalla, vostr*, della, altri, miei, il, lo, di, del, da, che, per, un, una, al, con, è, mio,
    trattamento, sti, voi, vi, tuo, tuoi, ancora, dei, dai, gli`,
  nl: `who: wie (ben|bent|is|zijn) *, ken (je|u|jullie) niet; reason: (verkeerd|fout)* (num*|persoon), niet
    geïnteresseerd, geen interesse, vergis*, automatisch*; threat: aangifte, politie, meld, advocaat, melden, blokk*;
    if: als je; polite: alsjeblieft, alstublieft, dank*, bedankt, graag, hallo, sorry, beste, meteen, nou, vriendelijk*,
    verdomme, idio(o)?t*, klootzak; limit: later, te laat, vandaag, morgen, waarom, haal me (op|om); must: moeten, kunt?
    u, kun(t|nen)( (u|jullie|je))?, wilt? (u|je), kan je, verzoek, gelieve, moet, wilt; unsubscribe: afmeld*,
    uitschrijv*, schrijf (me|mij|ons) uit, meld (me|mij) af; stop: stoppen, ophouden, hou(d|den)? (er |hier)?mee op,
    (rot|donder) op; halt: hou(d)?( er| eens| nu)?( mee)? op, genoeg, kap (ermee|nou); refuse: (maak )?bezwaar, trek,
    beu; agreed: toestemming; want: wil, hoef, wens; erase: verwijder(en)?, wissen, wis, haal, halen, vergeet; peace:
    (met )?rust, gerust; leave: laat, laten; get: ontvang(en)?, krijgen, horen, krijg,
    (gebeld|gecontacteerd|benaderd|lastig ?gevallen)( te)?( worden)?; write: stuurt?, stur(en|ing), app(en)?, bellen,
    bel, smsen, schrij(f|ft|ven), contacte*, contact opnemen, benaderen, lastig( te)? vallen, lastigvallen; texts:
    bericht(en|jes)?, smsjes, appjes, contact, je berichten, onzin; data: *nummer*, gegevens, lijst*, systeem,
    contacten, bestand; not: niet, nie(ts)?, niks, nooit, geen; told: hij, zij, haar, hem, heb, heeft, jou, ex, van je,
    mijn berichten; you: jij, je; i: ik; me: me, mij, ons; this: dit, dat, deze, ermee, hiermee; and: en, of, maar;
    small: meer, verder, mijn, naar, jullie, hier, weer, iets, de, het, een, van, op, te, is, zijn, die, met, om,
    gebruik, tegen, onze, nog, uw`,
  pt: `law: lgpd, rgpd; who: quem (é|são|fala), não (o |te |vos )?conheço; reason: (número|pessoa) errad[oa], engano, não (me |estou
    |tenho )?interess*; threat: polícia, (vou )?(te )?denunci*, bloque*, advogad*, tribunal; if: se não quer*, se
    quiser*; polite: por favor, pfv?, agora, olá, bom dia, boa (tarde|noite), desculp*, porra, já, imediatamente, muito,
    gente, caralho; limit: tarde, depois, amanhã, pq, por que; must: pode(m|ria)?, dev(e|em), peço que, solicito;
    unsubscribe: sair d(a|essa|esta|as|essas) listas?, cancel(ar|em|e) (a |o |as
    )?(subscrição|inscrição|sms|mensagens|envio), desinscr*, descadastr*; stop: par(em|ar), cessem, chega (de|dessas),
    some( daqui)?, vai (te|se) *; halt: sair, pare, para, chega, basta; refuse: oponho, revogo, retiro; agreed: pedi,
    autorizei, consenti*, autorização, autorizo; want: quero, queria, desejo, dou (consentimento|autorização|permissão);
    erase: eliminação, apag(a|ar|ue|uem|ues), remov(er|a|am), tir(a|ar|e|em), retir(ar|e|em), esque(ça|çam), exclu(a|am|ir),
    elimin(e|em|ar), delet(e|em|ar); peace: em paz, tranquil*; leave: deix(a|e|em|ar); get: receb(er|endo), ser
    (contatad|contactad|incomodad)*; write: escrev(a|am|as|er|endo), continu*, insist*, fal(e|em|ar), importun(e|em|ar),
    encher?, (mand|envi|contat|contact|incomod)(e|em|ar|es|a), lig(ue|uem|ar), encher; texts: mensage(m|ns)*,
    publicidade, merda*, chamadas; data: num*, dados, lista*, contat*, contact*, telefone, telemóvel, base; not: não,
    nunca, nem, nenhum*, nada, jamais; told: ele, ela, te, ti, tem, foi, minhas mensagens; you: tu, você, quer, queres;
    i: eu; me: me, nos, mim; this: isso, disso; and: e, mas; small: mais, aqui, desse, dessa, vossa, meus?, essa, esse,
    o, a, os, as, de, do, da, que, um, uma, em, minhas?, vocês, vcs?, estas?, estes?, essas, esses, destas?, dessas,
    deste, seus?, suas?, no, na, num`,
  pl: `law: rodo; who: kto (to|pisze|jest), nie znam *; reason: (zły|błędny) numer, pomył*, pomyl*, automat*, nie (jestem
    )?zainteres*; threat: policj*, zgłosz*, prawnik*, sąd*, blok*, nękanie; polite: proszę, dzięki, przepraszam, kurw*,
    debil*, idiot*, dziękuję, teraz, witam, dzień dobry, natychmiast; limit: że, późno, później, dziś, jutro, czemu,
    dlaczego; unsubscribe: wypis*, z?rezygn*; stop: przestańcie, przestać, zaprzesta*, skończcie, odwal *, spadaj*;
    halt: przestań, dość, odczep* się, dosyć, skończ, spierdalaj*; refuse: sprzeciw*, wycof*, cofam, zabraniam; agreed:
    zgod[aęy]; want: chcę, życzę( sobie)?, wyrażam zgody; erase: usunięci*, usu(n|ń|ńcie|nąć|nięcie), wykreśl*, zapomn*,
    (wy)?kasu*; peace: (święty )?spok(ój|oju), w spokoju; leave: daj(cie)?, zostaw(cie)?; get: otrzym*, dostawać; write:
    pis(z|zcie|ać|ania|anie), (wy|przy)sył(aj|ajcie|ać|ania|anie), dzwo(ń|ńcie|nić|nienia), kontaktować, kontaktuj*,
    nękać, nękaj*, napis(z|ać)*; texts: wiadomoś*, sms*, reklam*; data: num*, dane, danych, list*, telefon*, baz*,
    system*; not: nie, nigdy, żadn*, nic, ani; told: on, ona, niej, niego, jej, ci, ciebie, będę; you: ty, twoj*; i: ja,
    mam; me: mi, mnie, nas; this: to; and: i, a, ale, bo; small: więcej, już, kolejn*, mój, twoich, na, do, z, w, się,
    o, od, za, że, takich, wasz*, moj(e|ego|a), nasz*, pan, pani, państwo, was, wam, jeszcze`,
  others: `stop: (stop)+(all|sms|pub)?, стоп, прекратите, отписаться, توقفوا, إلغاء, הסר, הסירו, στοπ, σταμάτα, 停止,
    退订, 取消, ストップ, やめて, 수신거부, iptal; unsubscribe: unsub(scribe)?, opt ?out; halt: arret, cancel, end, quit, remove,
    remover, cancelar, td, revoke, erase, baja, sair, lõpeta, sluta, stoppa, lopeta, хватит, توقف, állj, 그만, khal*as;
    write: писать, γράφεις; texts: sms*, msgs?, spam*, mms, whatsapps?, mails?, promotions; me: мне, μου; threat:
    poli(ce|cia|zei|tie|zia), gdpr, rgpd, cnil; reason: bots?, robots?, scam*; polite: svp, stp, ok*, merci, thx,
    please, pls, plz, all, tak, شكرا, من فضلك, пожалуйста, bitte, gracias, grazie, aub, ajb, obrigado, obrigada, now,
    nu, nou, danke, thanks, alstublieft, proszę`,
}
