"""`BitColumn` in compiled loops: reading a row gives a signed number of 64 bits, writing leaves other bits alone."""

from __future__ import annotations

import operator
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.core.imputils import lower_builtin, lower_getattr
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature
from numba.extending import intrinsic, register_model
from numba.np.arrayobj import make_array

INT = ir.IntType(64)


class Bits(types.Type):  # type: ignore[misc]
    """Some bits of the words of an array.

    Parameters
    ----------
    words
        The type of the array.
    bits, less
        As of a `BitColumn`.
    """

    def __init__(self, words: Any, bits: int, less: int) -> None:
        self.words, self.bits, self.less = words, bits, less
        super().__init__(name=f"Bits({words}, {bits}, {less})")


@register_model(Bits)
class _Model(models.StructModel):  # type: ignore[misc]
    def __init__(self, manager: Any, kind: Bits) -> None:
        super().__init__(manager, kind, [("words", kind.words), ("shift", types.int64)])


@intrinsic(prefer_literal=True)  # type: ignore[misc]
def bit_column(typing_context, words, shift, bits, less):  # type: ignore[no-untyped-def]
    """Give the column that has `bits` of each of some words, from bit `shift` on, less a number; both are constants."""
    kind = Bits(words, bits.literal_value, less.literal_value)

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        column = cgutils.create_struct_proxy(kind)(context, builder)
        column.words, column.shift = args[0], context.cast(builder, args[1], signature.args[1], types.int64)
        return column._getvalue()

    return kind(words, shift, bits, less), made


@infer_global(operator.getitem)
class _Read(AbstractTemplate):  # type: ignore[misc]
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], Bits) and isinstance(args[1], types.Integer):
            return signature(types.int64, *args)
        return None


@infer_global(operator.setitem)
class _Write(AbstractTemplate):  # type: ignore[misc]
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], Bits) and isinstance(args[1], types.Integer):
            return signature(types.none, *args)
        return None


@infer_getattr
class _Attributes(AttributeTemplate):  # type: ignore[misc]
    key = Bits

    def resolve_shape(self, kind: Bits) -> Any:
        return types.UniTuple(types.intp, 1)


@lower_getattr(Bits, "shape")  # type: ignore[misc]
def _shape(context, builder, kind, value):  # type: ignore[no-untyped-def]
    column = cgutils.create_struct_proxy(kind)(context, builder, value)
    return make_array(kind.words)(context, builder, column.words).shape


def _place(context: Any, builder: Any, kinds: Any, args: Any) -> Any:
    """Give where the word of a row lies, and by how much to shift it."""
    column = cgutils.create_struct_proxy(kinds[0])(context, builder, args[0])
    data = make_array(kinds[0].words)(context, builder, column.words).data
    return builder.gep(data, [context.cast(builder, args[1], kinds[1], types.int64)]), column.shift


def _mask(kind: Bits) -> Any:
    return ir.Constant(INT, (1 << kind.bits) - 1)


@lower_builtin(operator.getitem, Bits, types.Integer)  # type: ignore[misc]
def _get(context, builder, signature, args):  # type: ignore[no-untyped-def]
    kind = signature.args[0]
    place, shift = _place(context, builder, signature.args, args)
    word = builder.zext(builder.load(place), INT) if kind.words.dtype.bitwidth < 64 else builder.load(place)
    return builder.sub(builder.and_(builder.lshr(word, shift), _mask(kind)), ir.Constant(INT, kind.less))


@lower_builtin(operator.setitem, Bits, types.Integer, types.Any)  # type: ignore[misc]
def _set(context, builder, signature, args):  # type: ignore[no-untyped-def]
    kind = signature.args[0]
    place, shift = _place(context, builder, signature.args, args)
    value = context.cast(builder, args[2], signature.args[2], types.int64)
    value = builder.and_(builder.add(value, ir.Constant(INT, kind.less)), _mask(kind))
    narrow = ir.IntType(kind.words.dtype.bitwidth)

    def cut(number: Any) -> Any:
        return builder.trunc(number, narrow) if narrow.width < INT.width else number

    others = builder.and_(builder.load(place), cut(builder.not_(builder.shl(_mask(kind), shift))))
    builder.store(builder.or_(others, cut(builder.shl(value, shift))), place)
