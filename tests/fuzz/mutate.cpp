// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutate.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace athena::test {
namespace {

std::size_t below(std::size_t limit, Generator& random) {
  return limit == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

/// Short ranges hit headers and numbers, long ones whole structures.
std::size_t length_within(std::size_t room, Generator& random) {
  const std::size_t most = below(2, random) ? 8 : 4096;
  return std::min(room, 1 + below(most, random));
}

char odd_byte(Generator& random) {
  constexpr std::array<int, 8> odd = {0x00, 0x01, 0x7f, 0x80, 0xff, '\n', '(', '.'};
  return below(2, random) ? static_cast<char>(odd[below(odd.size(), random)])
                          : static_cast<char>(below(256, random));
}

void damage(std::string& bytes, Generator& random) {
  const std::size_t at = below(bytes.size(), random), length = length_within(bytes.size() - at, random);
  switch (below(8, random)) {
    case 0:
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8, random)));
      break;
    case 1:
      bytes[at] = odd_byte(random);
      break;
    case 2:
      for (std::size_t i = at; i < at + length; ++i) bytes[i] = odd_byte(random);
      break;
    case 3:
      bytes.erase(at, length);
      break;
    case 4:
      bytes.insert(below(bytes.size(), random), bytes.substr(at, length));
      break;
    case 5:
      bytes.insert(at, length, odd_byte(random));
      break;
    case 6:
      bytes.resize(at);
      break;
    default: {
      const std::size_t to = below(bytes.size() - length + 1, random);
      bytes.replace(to, length, bytes.substr(at, length));
    }
  }
}

}  // namespace

std::string mutated(const std::string& bytes, Generator& random) {
  std::string result = bytes;
  const std::size_t times = 1 + below(3, random);
  for (std::size_t i = 0; (i < times || result == bytes) && !result.empty(); ++i) damage(result, random);
  return result;
}

void mutate_a_record(const std::string& path, Generator& random) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), 0, &code);
  if (!archive) throw std::runtime_error("cannot open " + path);
  const auto index = below(static_cast<std::size_t>(zip_get_num_entries(archive, 0)), random);
  zip_stat_t stat;
  zip_stat_index(archive, index, 0, &stat);
  std::string content(stat.size, '\0');
  zip_file_t* record = zip_fopen_index(archive, index, 0);
  zip_fread(record, content.data(), content.size());
  zip_fclose(record);
  const std::string changed = content.empty() ? std::string("x") : mutated(content, random);
  zip_file_replace(archive, index, zip_source_buffer(archive, changed.data(), changed.size(), 0), 0);
  zip_set_file_compression(archive, index, ZIP_CM_STORE, 0);
  if (zip_close(archive) != 0) throw std::runtime_error("cannot write " + path);
}

}  // namespace athena::test
