export const it = [
  'Ha scritto o telefonato a un numero che una persona Le ha dato. Quella persona si è sentita molestata da Lei. Per cortesia, non la importuni più.',
  'La persona che Lei sta cercando di contattare si è sentita infastidita. Per cortesia, non insista. Se si tratta di un errore, ignori pure questo messaggio.',
] as const
