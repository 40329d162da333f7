"""The encoder: MiniLM's six layers, a mean over the text's own tokens, one linear head per task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from training.kinds import Task
from training.text import PAD, base_folder

WIDTH, HEADS, LAYERS, INNER, EPS = 384, 12, 6, 1536, 1e-12
SHARPEN = 8.0
FROZEN_LAYERS = 2


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_attention, self.after_inner = nn.LayerNorm(WIDTH, EPS), nn.LayerNorm(WIDTH, EPS)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, barred: Tensor) -> Tensor:
        """`barred` is 0 where a token may be looked at and very negative on padding, shape (rows, 1, 1, tokens)."""
        rows, tokens, _ = x.shape
        query, key, value = (
            part.view(rows, tokens, HEADS, -1).transpose(1, 2) for part in self.qkv(x).split(WIDTH, dim=-1)
        )
        weights = (query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + barred).softmax(-1)
        seen = (weights @ value).transpose(1, 2).reshape(rows, tokens, WIDTH)
        x = self.after_attention(x + self.drop(self.out(seen)))
        return self.after_inner(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Gives the mean over the tokens where `pool` is 1, of shape (rows, 384)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places, self.types = (
            nn.Embedding(30522, WIDTH),
            nn.Embedding(512, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        self.norm = nn.LayerNorm(WIDTH, EPS)
        layers = [Layer(0.0 if depth < FROZEN_LAYERS else dropout) for depth in range(LAYERS)]
        self.layers = nn.ModuleList(layers)

    def forward(self, ids: Tensor, types: Tensor, pool: Tensor) -> Tensor:
        barred = (ids == PAD)[:, None, None, :].to(torch.float32) * -10000.0
        with torch.no_grad():
            x = self.words(ids) + self.types(types) + self.places.weight[: ids.shape[1]]
            x = self.norm(x)
            for layer in self.layers[:FROZEN_LAYERS]:
                x = layer(x, barred)
        for layer in self.layers[FROZEN_LAYERS:]:
            x = layer(x, barred)
        return (x * pool[:, :, None]).sum(1) / pool.sum(1, keepdim=True)

    def trained(self) -> list[nn.Parameter]:
        return list(self.layers[FROZEN_LAYERS:].parameters())


class Net(nn.Module):
    """The encoder, its heads, and a square map whose output stands in for the base's sentence vector."""

    def __init__(self, tasks: Sequence[Task], dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.heads = nn.ModuleDict({task.name: nn.Linear(WIDTH, len(task.labels)) for task in tasks})
        self.likeness = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.eye_(self.likeness.weight)
        self.drop = nn.Dropout(0.1)
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def pooled(self, batch: Mapping[str, Tensor]) -> Tensor:
        return F.normalize(self.encoder(batch["ids"], batch["types"], batch["pool"]), dim=-1)

    def head(self, pooled: Tensor, name: str) -> Tensor:
        return self.heads[name](self.drop(pooled * SHARPEN))

    def vector(self, pooled: Tensor) -> Tensor:
        return F.normalize(self.likeness(pooled), dim=-1)


def base_state() -> dict[str, Tensor]:
    """The base weights under our names; the three attention inputs stand in one matrix."""
    raw = load_file(base_folder() / "model.safetensors")
    raw = {name.removeprefix("bert."): value for name, value in raw.items()}
    found = {
        "words.weight": raw["embeddings.word_embeddings.weight"],
        "places.weight": raw["embeddings.position_embeddings.weight"],
        "types.weight": raw["embeddings.token_type_embeddings.weight"],
        "norm.weight": raw["embeddings.LayerNorm.weight"],
        "norm.bias": raw["embeddings.LayerNorm.bias"],
    }
    for depth in range(LAYERS):
        found |= _layer_state(raw, f"encoder.layer.{depth}.", f"layers.{depth}.")
    return found


_PARTS = {
    "out": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "after_inner": "output.LayerNorm",
}


def _layer_state(raw: Mapping[str, Tensor], old: str, new: str) -> dict[str, Tensor]:
    found = {}
    for end in ("weight", "bias"):
        inputs = [raw[f"{old}attention.self.{name}.{end}"] for name in ("query", "key", "value")]
        found[f"{new}qkv.{end}"] = torch.cat(inputs)
        found |= {f"{new}{ours}.{end}": raw[f"{old}{theirs}.{end}"] for ours, theirs in _PARTS.items()}
    return found


def fresh(tasks: Sequence[Task]) -> Net:
    net = Net(tasks)
    net.encoder.load_state_dict(base_state())
    frozen = {id(one) for one in net.encoder.parameters()} - {id(one) for one in net.encoder.trained()}
    for one in net.encoder.parameters():
        one.requires_grad_(id(one) not in frozen)
    return net
