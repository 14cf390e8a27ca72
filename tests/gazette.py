"""The text of the small dossier's gazette, for tests that read it again."""

GAZETTE = """The herring quarrel

Norvia and Sudland argue again about who may fish where and when.

A trawler leaves the harbour of Ostby. (Anna Holm/Getty)

In April 2020 the government of Norvia closed its coastal waters to every Sudland trawler, and it gave no date on which it would open them again.

Sudland called the closure illegal and said that it would answer with a tariff on Norvian salmon unless the waters were opened within ninety days.

Prime Minister Dahl wants the closure above all to please the island towns, which vote in the autumn, the harbour master of Ostby believes.

About 4,200 people work on the trawlers, and the union expects that half of them will lose their berth before the winter if nothing changes.
"""
