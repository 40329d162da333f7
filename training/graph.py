"""The net as one ONNX graph: ids, types, pool in; all scores (logits or numbers) and the likeness vector out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from training.kinds import Task
from training.net import SHARPEN, WIDTH, Net
from training.text import PAD, REPLY_TOKENS, TEXT_TOKENS

PLACES = TEXT_TOKENS + REPLY_TOKENS + 3
INPUTS, OUTPUTS = ("ids", "types", "pool"), ("scores", "vector")


class Rows(nn.Module):
    """An embedding held as int8 with a scale of its own for every row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("whole", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.whole[ids].to(torch.float32) * self.scale[ids]


class Shipped(nn.Module):
    """What runs in the product: the small vocabulary, all heads in one matrix."""

    def __init__(self, net: Net, kept: Sequence[int], order: Sequence[Task]) -> None:
        super().__init__()
        encoder = net.encoder
        self.words = Rows(encoder.words.weight.detach()[list(kept)])
        self.places = nn.Parameter(encoder.places.weight.detach()[:PLACES].clone())
        self.types, self.norm, self.layers, self.likeness = encoder.types, encoder.norm, encoder.layers, net.likeness
        heads = [net.heads[task.name] for task in order]
        self.heads = nn.Linear(WIDTH, sum(head.out_features for head in heads))
        with torch.no_grad():
            self.heads.weight.copy_(torch.cat([head.weight for head in heads]) * SHARPEN)
            self.heads.bias.copy_(torch.cat([head.bias for head in heads]))

    def forward(self, ids: Tensor, types: Tensor, pool: Tensor) -> tuple[Tensor, Tensor]:
        barred = (ids == PAD)[:, None, None, :].to(torch.float32) * -10000.0
        x = self.norm(self.words(ids) + self.types(types) + self.places[: ids.shape[1]])
        for layer in self.layers:
            x = layer(x, barred)
        mean = (x * pool[:, :, None]).sum(1) / pool.sum(1, keepdim=True)
        pooled = mean / mean.norm(dim=-1, keepdim=True).clamp_min(1e-12)
        return self.heads(pooled), F.normalize(self.likeness(pooled), dim=-1)


def exported(shipped: Shipped) -> onnx.ModelProto:
    example = (torch.tensor([[2, 5, 6, 3, 7, 3]] * 2), torch.tensor([[0, 0, 0, 0, 1, 1]] * 2), torch.ones(2, 6))
    axes = {name: {0: "rows", 1: "tokens"} for name in INPUTS} | {name: {0: "rows"} for name in OUTPUTS}
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            shipped.eval(), example, written, input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    return onnx.load_from_string(written.getvalue())


def quantised(model: onnx.ModelProto, to: Path) -> None:
    """Every matrix of the encoder to QUInt8, a scale for each column; heads and vector map stay as they are."""
    left_out = [name for one in model.graph.node if one.op_type == "Gemm" for name in (one.name, f"{one.name}_MatMul")]
    quantize_dynamic(
        model, to, per_channel=True, weight_type=QuantType.QUInt8, op_types_to_quantize=["MatMul"],
        nodes_to_exclude=left_out, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
