# SPDX-License-Identifier: Apache-2.0
"""Writes recurrent models as people export them. Usage: make_recurrent_models.py FOLDER

Each <name>.pt is a TorchScript file with an input `x` among its buffers; <name> says how it was made.
"""
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

folder = Path(sys.argv[1])
torch.manual_seed(3)


class Tagger(nn.Module):
    """Words to a tag each: Embedding, a recurrent layer of two sublayers, Linear."""

    def __init__(self, kind, **options):
        super().__init__()
        self.words = nn.Embedding(100, 24)
        self.rnn = kind(24, 32, num_layers=2, batch_first=True, dropout=0.1, **options)
        width = options.get("proj_size") or 32
        self.head = nn.Linear(width * (2 if options.get("bidirectional") else 1), 7)
        self.register_buffer("x", torch.randint(0, 100, (3, 11)))

    def forward(self, x):
        return self.head(self.rnn(self.words(x))[0])


class Packed(nn.Module):
    """The same over sequences of other lengths."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(24, 32, bidirectional=True)
        self.register_buffer("x", torch.randn(9, 3, 24))
        self.register_buffer("lengths", torch.tensor([9, 5, 2]))

    def forward(self, x):
        sequence = pack_padded_sequence(x, self.lengths)
        output, (hidden, cell) = self.rnn(sequence)
        padded, lengths = pad_packed_sequence(output)
        return torch.cat([padded.flatten(), hidden.flatten(), cell.flatten()])


class Cells(nn.Module):
    """A loop over steps with a cell of every kind, and a state that is kept between calls."""

    def __init__(self):
        super().__init__()
        self.lstm, self.gru = nn.LSTMCell(24, 32), nn.GRUCell(24, 32, bias=False)
        self.tanh, self.relu = nn.RNNCell(24, 32), nn.RNNCell(24, 32, nonlinearity="relu")
        self.register_buffer("x", torch.randn(6, 3, 24))
        self.register_buffer("kept", torch.zeros(3, 32))

    def forward(self, x):
        h, c = torch.zeros(3, 32), torch.zeros(3, 32)
        a, b, d = self.kept, torch.zeros(3, 32), torch.zeros(3, 32)
        for i in range(x.size(0)):
            h, c = self.lstm(x[i], (h, c))
            a = self.gru(x[i], a)
            b = self.tanh(x[i], b)
            d = self.relu(x[i], d)
        return torch.cat([h, c, a, b, d / 8], 1)


def save(name, model):
    model.save(str(folder / f"{name}.pt"))


def every_way(name, model):
    model.eval()
    save(f"{name}_scripted", torch.jit.script(model))
    save(f"{name}_traced", torch.jit.trace(model, model.x, check_trace=False))
    save(f"{name}_frozen", torch.jit.freeze(torch.jit.script(model), preserved_attrs=["x"]))


every_way("gru_tagger", Tagger(nn.GRU))
every_way("bidirectional_lstm", Tagger(nn.LSTM, bidirectional=True))
every_way("projected_lstm", Tagger(nn.LSTM, proj_size=16, bias=False))
every_way("rnn_tagger", Tagger(nn.RNN, nonlinearity="relu"))
save("packed_sequence_scripted", torch.jit.script(Packed().eval()))
save("cells_scripted", torch.jit.script(Cells().eval()))
save("lstm_training_scripted", torch.jit.script(Tagger(nn.LSTM)))
