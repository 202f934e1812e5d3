// SPDX-License-Identifier: Apache-2.0
// The one file that compiles stb_image, with a bound on what a hostile file can make it allocate.
#include <cstddef>
#include <cstdlib>

namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20;

void* bounded_malloc(std::size_t size) { return size > kMostBytes ? nullptr : std::malloc(size); }
void* bounded_realloc(void* memory, std::size_t size) {
  return size > kMostBytes ? nullptr : std::realloc(memory, size);
}

}  // namespace

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wsign-compare"
#define STBI_MALLOC(size) bounded_malloc(size)
#define STBI_REALLOC(memory, size) bounded_realloc(memory, size)
#define STBI_FREE(memory) std::free(memory)
#define STBI_MAX_DIMENSIONS (1 << 16)
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>
#pragma GCC diagnostic pop
