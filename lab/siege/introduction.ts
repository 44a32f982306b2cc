/** The introduction to the tables in docs/evidence.md. */
export const introduction = (
  seed: number,
): string => `The traffic is [our estimate](../lab/siege/traffic.ts) of what the press described, in Paris time: 8,000 genuine texts from 28 to 30 October 2017, the same
hourly rate on the 31st, and [20,000 abusive texts](../lab/siege/abuse.ts) from 16:00 to 20:00 on the 30th. Unless [a variant](../lab/siege/variants.ts) says otherwise, the abusive texts come in bursts of a
thousand within a minute, and three in five are copied word for word from one of six texts. With the smaller budget, the genuine texts alone are a siege: 2,667 texts a day compete for 1,000 parts.

Each cell compares three numbers: **this number** / this number without the siege rule (first come, first served: each sender gets the next hour with room, until the month is used up) / the peer, which answers within fixed windows, one
for each sender and one for all, as [rate-limiter-flexible](https://github.com/animir/node-rate-limiter-flexible) counts them. Seed ${seed}; with another, percentages differ by up to six points.

- *16:00 to 20:00*: of the genuine senders whose first text came in these hours, the percentage that got an answer at all. *Within four hours*: the percentage of the same senders that got it within four hours; *whole day*:
  the percentage of all who first texted on the 30th.
  *Later that evening* and *the day after* (the 31st): the percentage of senders whose first text came then, and that got an answer at all.
- *At most*: the best that any rule could reach in the first two columns, for variants in which only asking again distinguishes genuine senders from abusive ones, so that all who look alike have the same chance. It
  assumes that the whole budget that can be booked goes to the senders of those hours.
- *AWS* (list price, without SMS and fixed monthly costs; we assume 50 ms per invocation) and *DynamoDB requests*: for this number, per million texts.

The detailed tables further down also show the number of 2017, which answers everything with two parts. A received SMS costs 0.0075 EUR and a sent part 0.07627 EUR (a SIM pays neither). The percentage after the cost of abuse
is its share of what two parts for every abusive text would have cost. The delay is that of genuine texts from 16:00 to 20:00.

![Texts, genuine senders answered, and the cost of answering abuse on 30 October 2017](siege.svg)
`
