"""What compiled loops are made with: reading a block, columns at addresses, calling a loop by its address."""

from __future__ import annotations

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.arrayobj import populate_array


@intrinsic  # type: ignore[misc]
def word(typing_context, block, place):  # type: ignore[no-untyped-def]
    """Give the whole number at a place of a block."""

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        first = builder.bitcast(args[0], ir.IntType(64).as_pointer())
        return builder.load(builder.gep(first, [args[1]]))

    return types.int64(types.voidptr, types.int64), made


@intrinsic  # type: ignore[misc]
def column(typing_context, address, shape, kind):  # type: ignore[no-untyped-def]
    """Give the array of a shape that lies at an address: in one piece, owned by somebody else."""
    whole = types.Array(kind.dtype, len(shape), "C")

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        array = context.make_array(whole)(context, builder)
        item = context.get_abi_sizeof(context.get_data_type(kind.dtype))
        lengths = cgutils.unpack_tuple(builder, args[1], len(shape))
        strides = [context.get_constant(types.intp, item)]
        for length in reversed(lengths[1:]):
            strides.insert(0, builder.mul(strides[0], length))
        data = builder.inttoptr(args[0], context.get_data_type(kind.dtype).as_pointer())
        populate_array(array, data=data, shape=lengths, strides=strides,
                       itemsize=context.get_constant(types.intp, item), meminfo=None)
        return array._getvalue()

    return whole(types.int64, shape, kind), made


@intrinsic  # type: ignore[misc]
def at(typing_context, address, u, kind):  # type: ignore[no-untyped-def]
    """Give the number at a row of the column at an address, as a signed number of 64 bits."""
    of = kind.dtype

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        first = builder.inttoptr(args[0], context.get_data_type(of).as_pointer())
        value = builder.load(builder.gep(first, [args[1]]))
        return context.cast(builder, value, of, types.int64)

    return types.int64(types.int64, types.uint64, kind), made


@intrinsic  # type: ignore[misc]
def row(typing_context, u):  # type: ignore[no-untyped-def]
    """Give an unsigned row as a signed number of which the compiler knows that it is not below 0.

    Without this every index is looked at to see whether it counts from the end, and no loop is widened.
    """

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        nought = ir.Constant(ir.IntType(64), 0)
        assume = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(ir.VoidType(), [ir.IntType(1)]), "llvm.assume")
        builder.call(assume, [builder.icmp_signed(">=", args[0], nought)])
        return args[0]

    return types.int64(types.uint64), made


@intrinsic  # type: ignore[misc]
def call(typing_context, address, lo, hi, week, block):  # type: ignore[no-untyped-def]
    """Call the loop at an address."""

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        word = ir.IntType(64)
        kind = ir.FunctionType(ir.VoidType(), [word, word, word, cgutils.voidptr_t])
        builder.call(builder.inttoptr(args[0], kind.as_pointer()),
                     [*args[1:4], builder.inttoptr(args[4], cgutils.voidptr_t)])
        return context.get_dummy_value()

    return types.void(*[types.int64] * 5), made
