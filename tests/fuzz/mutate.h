// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <random>
#include <string>

namespace athena::test {

using Generator = std::mt19937_64;

/// `bytes` with one to three kinds of damage: bits and bytes that changed, ranges that were overwritten, cut
/// out, repeated, swapped or filled in, an end that is missing. Never equal to `bytes`, unless that is empty.
std::string mutated(const std::string& bytes, Generator& random);

/// A zip archive whose file is `path`, with the contents of one record mutated and its CRC-32 and sizes right
/// again: what a person who means harm would write.
void mutate_a_record(const std::string& path, Generator& random);

}  // namespace athena::test
