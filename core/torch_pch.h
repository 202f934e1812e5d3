// SPDX-License-Identifier: Apache-2.0
// The LibTorch headers that every TORCH room shares.
#pragma once
#include <ATen/ATen.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/script.h>
