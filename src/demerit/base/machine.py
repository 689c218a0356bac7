"""Machine code: which processor it is for, made of LLVM's language, loaded, and called by its address.

Code is made for a level of x86-64 where the processor has one (``x86-64-v4``, ``x86-64-v3``), so that it serves every
machine of that level; for the processor itself where it has none. ``NUMBA_CPU_NAME`` names another one.
"""

from __future__ import annotations

import ctypes
import os
import re
from functools import cache
from typing import Any

import llvmlite.binding as llvm

LEVELS = {
    "x86-64-v4": ("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"),
    "x86-64-v3": ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe"),
}
"""Level -> what a processor has to have, besides all that lower levels ask for."""
NAMED = "NUMBA_CPU_NAME"
COMPILES = os.environ.get("NUMBA_DISABLE_JIT", "").strip() in ("", "0")
"""False where ``NUMBA_DISABLE_JIT=1``: then every loop runs as plain Python."""
VECTOR = re.compile(r"<\d+ x i\d+>")


@cache
def processor() -> str:
    """Give the processor that code is made for."""
    named = os.environ.get(NAMED)
    if named:
        return named
    level = "" if not llvm.get_process_triple().startswith("x86_64") else reached()
    return level or llvm.get_host_cpu_name()


def reached() -> str:
    """Give the highest level of x86-64 that this processor reaches; nothing where it reaches none."""
    has, found = llvm.get_host_cpu_features(), ""
    for level, asked in reversed(LEVELS.items()):
        if not all(has.get(feature) for feature in asked):
            break
        found = level
    return found


@cache
def _target(level: str) -> Any:
    """Give what makes code for a processor; one that is named has the features that are its own."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = ""
    if level == llvm.get_host_cpu_name():
        features = llvm.get_host_cpu_features().flatten()
    return llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(
        cpu=level, features=features, opt=3, reloc="static" if os.name == "nt" else "default",
        codemodel="jitdefault", jit=True)


def made(text: str, effort: int = 3, level: str = "") -> tuple[bytes, bool]:
    """Make machine code of a module in LLVM's language.

    Parameters
    ----------
    text
        The module.
    effort
        0 to 3.
    level
        The processor that it is for, be it this one or not; none: `processor`.

    Returns
    -------
    code, wide
        An object file; whether it works on several rows at once: the compiler gives up on that in silence.
    """
    target = _target(level or processor())
    module = llvm.parse_assembly(f'target triple = "{llvm.get_process_triple()}"\n'
                                 f'target datalayout = "{target.target_data}"\n{text}')
    module.verify()
    options = llvm.create_pipeline_tuning_options(effort)
    options.loop_vectorization = options.slp_vectorization = effort > 1
    builder = llvm.create_pass_builder(target, options)
    builder.getModulePassManager().run(module, builder)
    return target.emit_object(module), VECTOR.search(str(module)) is not None


@cache
def _engine() -> Any:
    """Give what loads code, for as long as the process lives."""
    return llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target(processor()))


def address(code: bytes, name: str) -> int:
    """Load an object file, and give the address of a function in it; 0 where it is none."""
    engine = _engine()
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return int(engine.get_function_address(name))


WALK = """
define void @walk(ptr %addresses, ptr %blocks, i64 %loops, ptr %ranges, i64 %times, i64 %week) {
begin:
  %some = icmp sgt i64 %loops, 0
  br i1 %some, label %head, label %end
head:
  %r = atomicrmw add ptr %ranges, i64 1 monotonic
  %more = icmp slt i64 %r, %times
  br i1 %more, label %range, label %end
range:
  %row = add i64 %r, 1
  %at = shl i64 %row, 1
  %first = getelementptr i64, ptr %ranges, i64 %at
  %second = getelementptr i64, ptr %first, i64 1
  %lo = load i64, ptr %first
  %hi = load i64, ptr %second
  br label %loop
loop:
  %k = phi i64 [ 0, %range ], [ %k1, %loop ]
  %a = getelementptr ptr, ptr %addresses, i64 %k
  %b = getelementptr ptr, ptr %blocks, i64 %k
  %code = load ptr, ptr %a
  %block = load ptr, ptr %b
  call void %code(i64 %lo, i64 %hi, i64 %week, ptr %block)
  %k1 = add i64 %k, 1
  %further = icmp slt i64 %k1, %loops
  br i1 %further, label %loop, label %head
end:
  ret void
}
"""
"""Whoever is free takes the next range: how many are taken stands before the first, and no two add to it at once."""


@cache
def walker() -> Any:
    """Give what runs loops one after the other over each range that nobody has taken: all of a range, then the next.

    It is called with addresses of code, blocks, how many these are, `base.native.Ranges`, how many these are, the week;
    without the lock of the interpreter.
    """
    code, _ = made(WALK)
    word, place = ctypes.c_int64, ctypes.c_void_p
    kind = ctypes.CFUNCTYPE(None, place, place, word, place, word, word)
    return kind(address(code, "walk"))


def where(level: str = "") -> str:
    """Give what machine code depends on: the kind of machine and system, and the processor that it is for."""
    return f"{llvm.get_process_triple()} {level or processor()}"
