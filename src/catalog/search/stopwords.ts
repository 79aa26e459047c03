/** Words without meaning for the search, in four languages, without accents. */
export const STOPWORDS: ReadonlySet<string> = new Set(
  `a an and are as at be been being but by for from had have having he her hers here him his i if in into is it its just may me might of on once onto
  or our ours out over own please pls kindly quite really she so some such than thanks thank that the their theirs them then there these they this those through thx till to
  too under until up upon us very via was we well were while will with within would you your yours hi hello hey dear could can cannot cant did do
  does doing done also again any about after before because both each either else ever every few more most much neither no nor not now off only
  same should shall since still today tomorrow yesterday yet without im ive id ill youre weve were lets thats theres heres gonna wanna need needs
  needed want wants wanted like got get gets put take takes took way know knows known knowing thing things something anything nothing lot bit one ones
  able around just himself herself someday meanwhile during next last ago week weeks month months year years day days hour hours minute minutes morning evening night
  weekend monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
  quarter half ten first second third old later soon early late then once twice always often usually maybe perhaps sure right okay ok come comes came go going goes
  went say says said tell told ask asks asked think thought help try tries trying mean means seem seems happen happened wish hope make sure must ought able
  quickly asap urgent urgently important kind sort part whole real really actually currently present existing certain possible simply properly somehow together away
  ready back upon along across instead though although however therefore because since whether per via plus minus rest matter wise nobody noone none
  per both ever never around about boss client customer customers guy guys office mr mrs ms dr herr frau monsieur madame senor senora
  der die das den dem des ein eine einen einem einer eines und oder aber ich du er sie es wir ihr ihn ihm ihnen mich mir dich dir uns euch sich
  ist sind war waren sein hat habe haben hatte wird werden wurde wurden worden kann konnen kannst muss mussen soll sollen will wollen mochte bitte in im an am auf
  aus bei beim mit nach von vom vor zu zum zur fur gegen ohne um durch uber unter zwischen nicht kein keine keinen mehr noch nur schon auch dann wenn
  weil dass als wie was so da dort hier jetzt gerade heute morgen man mal doch denn ja nein bekommt dieser diese dieses diesen jede jeder jedes dass
  pendant vacances vacaciones holidays holiday ferien urlaub wahrend durante stuff arrange vacation christmas weihnachten noel navidad bin bist irgendwo irgendwas irgendwie irgendwer bloss mach mache woche wochen monat monate jahr jahre tag tage stunde stunden montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz juni juli oktober
  dezember nachste nachsten letzte letzten erst erste ersten danach vorher damit dazu daran dafur davon bald immer oft manchmal vielleicht genau eben halt
  gibt geht gehen kommt kommen macht machen gemacht lassen lasst sagen sagt wissen weiss brauche braucht brauchen wollen wurde konnte durfen darf sollte
  ihre ihren ihrem ihrer seine seinen seinem seiner unsere unseren unserem unserer unser deren dessen welcher etwas alles nichts niemand jemand jemanden jemandem
  le la les un une des du de d l et ou mais je j tu il elle on nous vous ils elles me m te t se s lui leur leurs ce cet cette ces c son sa ses
  notre nos votre vos au aux en dans par pour sur avec sans sous vers chez est sont etait etre avoir a ai as avons ont fait faire peut peux pouvez
  ne n pas plus y que qu qui quoi dont si comme tres bien plait sil svp merci bonjour je voudrais veux veut faut toute tout simple
  semaine mois annee jour jours heure heures lundi mardi mercredi jeudi vendredi samedi dimanche prochain dernier derniere maintenant toujours souvent
  peut etre dois doit devons devrait pourrait aimerais besoin avons aller va vont vient venir quelqu quelque chose rien personne afin donc alors ensuite encore deja
  el los las una unos unas del al y o pero yo tu ella ello nosotros ellos ellas me te le les lo nos os su sus nuestro nuestra nuestros
  este esta estos estas ese esa eso aquel en con sin por para sobre entre hasta desde hacia es son era ser estar ha han he hay no si muy mas ya
  semana mes ano dia dias hora horas lunes martes miercoles jueves viernes sabado domingo proximo ultimo ultima ahora siempre nunca luego despues antes todavia aun
  debe deben deberia tengo tiene tenemos hacer hace hecho ir va van viene alguien algo nada nadie solo sola tal vez necesita necesitamos gustaria hoy manana ayer
  como que quien se favor porfa gracias hola quiero quisiera necesito puede puedes puedo tambien cuando donde todo toda uno otra`
    .split(/\s+/)
    .filter(Boolean),
);
