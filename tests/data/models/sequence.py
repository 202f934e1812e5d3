# SPDX-License-Identifier: Apache-2.0
"""Recurrent networks, bags of words and routing that depends on the data."""
from typing import Optional

import torch
from torch import Tensor, nn

from models.example import Example, forward


class GruTagger(nn.Module):
    def __init__(self, words: int = 500, tags: int = 12):
        super().__init__()
        self.embedding = nn.Embedding(words, 48, padding_idx=0)
        self.gru = nn.GRU(48, 64, num_layers=2, batch_first=True, dropout=0.1)
        self.tags = nn.Linear(64, tags)

    def forward(self, words: Tensor, hidden: Optional[Tensor] = None) -> tuple[Tensor, Tensor]:
        out, hidden = self.gru(self.embedding(words), hidden)
        return self.tags(out), hidden


class BiLstm(nn.Module):
    def __init__(self, words: int = 500, classes: int = 5):
        super().__init__()
        self.embedding = nn.Embedding(words, 32)
        self.lstm = nn.LSTM(32, 40, num_layers=2, bidirectional=True, batch_first=True)
        self.projected = nn.LSTM(80, 32, proj_size=16)
        self.head = nn.Linear(16, classes)

    def forward(self, words: Tensor, lengths: Tensor) -> Tensor:
        packed = nn.utils.rnn.pack_padded_sequence(self.embedding(words), lengths, batch_first=True,
                                                   enforce_sorted=False)
        out, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return self.head(self.projected(out.transpose(0, 1))[0][-1])


class Seq2Seq(nn.Module):
    """Additive attention (Bahdanau et al. 2014) over an encoder's states; decodes greedily until all have ended."""
    def __init__(self, words: int = 120, width: int = 48):
        super().__init__()
        self.end = 1
        self.embedding = nn.Embedding(words, width)
        self.encoder = nn.GRU(width, width, batch_first=True, bidirectional=True)
        self.join = nn.Linear(2 * width, width)
        self.query, self.key = nn.Linear(width, width), nn.Linear(2 * width, width, bias=False)
        self.score = nn.Linear(width, 1, bias=False)
        self.cell = nn.GRUCell(3 * width, width)
        self.output = nn.Linear(width, words)

    @torch.jit.export
    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        states, last = self.encoder(self.embedding(source))
        return states, torch.tanh(self.join(torch.cat([last[0], last[1]], dim=1)))

    def attend(self, hidden: Tensor, states: Tensor, keys: Tensor) -> Tensor:
        scores = self.score(torch.tanh(self.query(hidden).unsqueeze(1) + keys)).squeeze(2)
        return (torch.softmax(scores, 1).unsqueeze(1) @ states).squeeze(1)

    @torch.jit.export
    def decode(self, states: Tensor, hidden: Tensor, longest: int = 12) -> Tensor:
        if longest <= 0:
            raise ValueError("A sentence has at least one word.")
        keys = self.key(states)
        word = torch.zeros(states.size(0), dtype=torch.long)
        ended = torch.zeros(states.size(0), dtype=torch.bool)
        words: list[Tensor] = []
        while len(words) < longest and not bool(ended.all()):
            hidden = self.cell(torch.cat([self.embedding(word), self.attend(hidden, states, keys)], 1), hidden)
            word = self.output(hidden).argmax(1)
            ended = ended | (word == self.end)
            words.append(word)
        return torch.stack(words, 1)

    def forward(self, source: Tensor) -> Tensor:
        states, hidden = self.encode(source)
        if source.size(1) == 1:
            return source
        return self.decode(states, hidden, 12)


class BagClassifier(nn.Module):
    def __init__(self, words: int = 1000, classes: int = 4):
        super().__init__()
        self.bag = nn.EmbeddingBag(words, 32, mode="mean")
        self.weighted = nn.EmbeddingBag(words, 32, mode="sum", include_last_offset=True)
        self.head = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, classes))

    def forward(self, words: Tensor, offsets: Tensor, weights: Optional[Tensor] = None) -> Tensor:
        ends = torch.cat([offsets, torch.full((1,), words.numel(), dtype=torch.long)])
        return self.head(torch.cat([self.bag(words, offsets), self.weighted(words, ends, weights)], 1))


@torch.jit.interface
class Expert(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pass


class Wide(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.up, self.down = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(torch.relu(self.up(x)))


class Narrow(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.only = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.only(x)


class MixtureOfExperts(nn.Module):
    """Each token goes to its best expert, by a loop over those that were chosen."""
    def __init__(self, width: int = 32):
        super().__init__()
        self.gate = nn.Linear(width, 4)
        self.experts = nn.ModuleList([Wide(width), Wide(width), Narrow(width), Wide(width)])
        self.norms = nn.ModuleDict({"before": nn.LayerNorm(width), "after": nn.LayerNorm(width)})
        self.head = nn.Linear(width, 8)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norms["before"](x)
        gates = torch.softmax(self.gate(x), -1)
        strength, chosen = gates.max(-1)
        out = torch.zeros_like(x)
        for i, expert in enumerate(self.experts):
            rows = torch.nonzero(chosen == i).squeeze(1)
            if rows.numel() > 0:
                out[rows] = expert(x[rows]) * strength[rows].unsqueeze(1)
        for name, norm in self.norms.items():
            if name == "after":
                out = norm(out)
        return self.head(out)


class ChosenExpert(nn.Module):
    """One expert for the whole batch, by an index that the data gives."""
    def __init__(self, width: int = 32):
        super().__init__()
        self.gate = nn.Linear(width, 3)
        self.experts = nn.ModuleList([Wide(width), Narrow(width), Wide(width)])

    def forward(self, x: Tensor) -> Tensor:
        index = int(self.gate(x).mean(0).argmax())
        expert: Expert = self.experts[index]
        return expert.forward(x)


def examples() -> list[Example]:
    words = torch.randint(1, 500, (3, 9))
    lengths = torch.tensor([9, 4, 6])
    source = torch.randint(2, 120, (4, 7))
    seq2seq = Seq2Seq()
    states, hidden = (t.detach() for t in seq2seq.encode(source))
    bags = (torch.randint(0, 1000, (20,)), torch.tensor([0, 5, 5, 13]))
    tokens = [forward(torch.randn(10, 32)), forward(torch.randn(1, 32)), forward(torch.randn(64, 32))]
    return [
        Example("gru_tagger", GruTagger(), [forward(words), forward(words, torch.randn(2, 3, 64))],
                ["scripted", "traced", "frozen"]),
        Example("bilstm", BiLstm(), [forward(words, lengths), forward(words[:2], torch.tensor([2, 9]))],
                ["scripted", "traced", "frozen"]),
        Example("seq2seq", seq2seq, [forward(source), ("encode", (source,)), ("decode", (states, hidden)),
                                     ("decode", (states, hidden, 3)), forward(source[:, :1])], ["scripted", "frozen"]),
        Example("embedding_bag", BagClassifier(), [forward(*bags, torch.rand(20)), forward(*bags)],
                ["scripted", "traced"]),
        Example("mixture_of_experts", MixtureOfExperts(), tokens, ["scripted", "frozen"]),
        Example("chosen_expert", ChosenExpert(), tokens),
    ]
