/** The introduction to the tables in docs/evidence.md. */
export const introduction = (
  seeds: readonly number[],
): string => `The traffic is [our guess](../bench/siege/traffic.ts) at what the press described, in Paris time: 8,000 genuine texts from 28 to 30 October 2017, as many an hour
on the 31st, and [20,000 abusive ones](../bench/siege/abuse.ts) from 16:00 to 20:00 on the 30th. Unless [a variant](../bench/siege/variants.ts) says otherwise they come in bursts of a
thousand within a minute, three in five of them pasted word for word from one of six texts. With the smaller budget the genuine texts alone are a siege: 2,667 a day want 1,000 parts.

Three numbers stand side by side: **this number** / without the siege rule (whoever comes first gets the next hour with room, until the month is used up) / the peer, which answers within fixed windows for each sender and for all, as
[rate-limiter-flexible](https://github.com/animir/node-rate-limiter-flexible) counts them. ${seedsIn(seeds)}

- *16:00 to 20:00* is the percentage of genuine senders answered at all of those whose first text came then; *within four hours* of their first text, of the same.
  *Later that evening* and *the day after* (the 31st) are others, by their first texts, answered at all.
- *At most* is what the best rule could reach of the first two, where nothing but asking again tells genuine senders from abusive ones: whoever looks alike has the same chance. It takes for
  granted that all of the budget that can be booked for senders of those hours is there, and for nobody else.
- *AWS* (list price, without SMS and without what a month costs anyway; an invocation takes 50 ms, we assume) and *DynamoDB requests* are this number's, for a million texts.

Further down, the number of 2017 answers everything, with two parts. Received SMS cost 0.0075 EUR, parts sent 0.07627 EUR (a SIM pays neither); the share behind the cost of abuse is of what two parts to each abusive text
would have cost. The delay is that of genuine texts from 16:00 to 20:00.

![Texts, genuine senders answered, and the cost of answering abuse on 30 October 2017](siege.svg)
`

const seedsIn = (seeds: readonly number[]): string =>
  seeds.length === 1
    ? `Seed ${seeds[0]}.`
    : `Figures are means of the seeds ${seeds.join(' and ')}; without the siege rule, and where all figures of a variant are told, they are those of seed ${seeds[0]}.`
