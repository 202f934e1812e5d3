// SPDX-License-Identifier: Apache-2.0
#pragma once
// In front of the compiler's own header when the kernels are built for instruction sets that this machine may
// lack: SIMDe gives each intrinsic in plain C.
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <math.h>
#include <simde/x86/avx512.h>
#include <simde/x86/fma.h>

// Below: what SIMDe 0.7.4 does not have, rounds twice, or reads past the end of.
#ifndef _MM_FROUND_NO_EXC
#define _MM_FROUND_NO_EXC SIMDE_MM_FROUND_NO_EXC
#endif

namespace {

inline simde__m256 emulated_fmadd(simde__m256 a, simde__m256 b, simde__m256 c) {
  float x[8], y[8], z[8];
  simde_mm256_storeu_ps(x, a);
  simde_mm256_storeu_ps(y, b);
  simde_mm256_storeu_ps(z, c);
  for (int i = 0; i < 8; ++i) z[i] = fmaf(x[i], y[i], z[i]);
  return simde_mm256_loadu_ps(z);
}

inline simde__m512 emulated_fmadd(simde__m512 a, simde__m512 b, simde__m512 c) {
  float x[16], y[16], z[16];
  simde_mm512_storeu_ps(x, a);
  simde_mm512_storeu_ps(y, b);
  simde_mm512_storeu_ps(z, c);
  for (int i = 0; i < 16; ++i) z[i] = fmaf(x[i], y[i], z[i]);
  return simde_mm512_loadu_ps(z);
}

inline simde__m256 emulated_load(const float* p, simde__m256i mask) {
  int32_t wanted[8];
  float f[8];
  simde_mm256_storeu_si256(reinterpret_cast<simde__m256i*>(wanted), mask);
  for (int j = 0; j < 8; ++j) f[j] = wanted[j] < 0 ? p[j] : 0;
  return simde_mm256_loadu_ps(f);
}

struct Lanes512 {
  float f[16];
  int32_t i[16];

  explicit Lanes512(simde__m512 a) { simde_mm512_storeu_ps(f, a); }
  explicit Lanes512(simde__m512i a) { simde_mm512_storeu_si512(i, a); }
  simde__m512 floats() const { return simde_mm512_loadu_ps(f); }
  simde__m512i ints() const { return simde_mm512_loadu_si512(i); }
};

inline simde__m512 emulated_to_float(simde__m512i a) {
  Lanes512 lanes(a);
  for (int j = 0; j < 16; ++j) lanes.f[j] = static_cast<float>(lanes.i[j]);
  return lanes.floats();
}

inline simde__m512i emulated_to_int(simde__m512 a) {
  Lanes512 lanes(a);
  for (int j = 0; j < 16; ++j) lanes.i[j] = _mm_cvtss_si32(_mm_set_ss(lanes.f[j]));
  return lanes.ints();
}

inline simde__m512 emulated_load(unsigned mask, const float* p) {
  Lanes512 lanes(simde_mm512_setzero_ps());
  for (int j = 0; j < 16; ++j)
    if ((mask >> j & 1) != 0) lanes.f[j] = p[j];
  return lanes.floats();
}

inline void emulated_store(float* p, unsigned mask, simde__m512 a) {
  const Lanes512 lanes(a);
  for (int j = 0; j < 16; ++j)
    if ((mask >> j & 1) != 0) p[j] = lanes.f[j];
}

inline void emulated_store(int32_t* p, unsigned mask, simde__m512i a) {
  const Lanes512 lanes(a);
  for (int j = 0; j < 16; ++j)
    if ((mask >> j & 1) != 0) p[j] = lanes.i[j];
}

inline simde__m128i emulated_unsigned_bytes(simde__m512i a) {
  const Lanes512 lanes(a);
  uint8_t bytes[16];
  for (int j = 0; j < 16; ++j) {
    const auto value = static_cast<uint32_t>(lanes.i[j]);
    bytes[j] = static_cast<uint8_t>(value > 255 ? 255 : value);
  }
  return simde_mm_loadu_si128(bytes);
}

template <typename Byte>
inline simde__m512i emulated_widen(simde__m128i a) {
  Byte bytes[16];
  simde_mm_storeu_si128(bytes, a);
  Lanes512 lanes(simde_mm512_setzero_si512());
  for (int j = 0; j < 16; ++j) lanes.i[j] = bytes[j];
  return lanes.ints();
}

template <size_t kBytes>
struct MaskedBytes {
  uint8_t bytes[kBytes] = {};

  MaskedBytes() = default;
  MaskedBytes(uint64_t mask, const void* p) {
    for (size_t j = 0; j < kBytes; ++j)
      if ((mask >> j & 1) != 0) bytes[j] = static_cast<const uint8_t*>(p)[j];
  }
  void store(void* p, uint64_t mask) const {
    for (size_t j = 0; j < kBytes; ++j)
      if ((mask >> j & 1) != 0) static_cast<uint8_t*>(p)[j] = bytes[j];
  }
};

inline void emulated_store_bytes(void* p, uint64_t mask, simde__m128i a) {
  MaskedBytes<16> out;
  simde_mm_storeu_si128(out.bytes, a);
  out.store(p, mask);
}

inline void emulated_store_bytes(void* p, uint64_t mask, simde__m512i a) {
  MaskedBytes<64> out;
  simde_mm512_storeu_si512(out.bytes, a);
  out.store(p, mask);
}

inline simde__m512 emulated_shuffle_quarters(simde__m512 a, simde__m512 b, unsigned order) {
  const Lanes512 from_a(a), from_b(b);
  Lanes512 out(a);
  for (int j = 0; j < 16; ++j) {
    const unsigned quarter = order >> (j / 4 * 2) & 3;
    out.f[j] = (j < 8 ? from_a : from_b).f[quarter * 4 + static_cast<unsigned>(j % 4)];
  }
  return out.floats();
}

}  // namespace

#undef _mm256_fmadd_ps
#define _mm256_fmadd_ps(a, b, c) emulated_fmadd(a, b, c)
#undef _mm256_maskload_ps
#define _mm256_maskload_ps(p, mask) emulated_load(p, mask)
#undef _mm512_fmadd_ps
#define _mm512_fmadd_ps(a, b, c) emulated_fmadd(a, b, c)
#undef _mm256_dpbusd_avx_epi32
#define _mm256_dpbusd_avx_epi32(acc, u, s) simde_mm256_dpbusd_epi32(acc, u, s)

#define __mmask16 simde__mmask16
#define __mmask64 simde__mmask64
#define _mm_maskz_loadu_epi8(mask, p) simde_mm_loadu_si128(MaskedBytes<16>(mask, p).bytes)
#define _mm512_maskz_loadu_epi8(mask, p) simde_mm512_loadu_si512(MaskedBytes<64>(mask, p).bytes)
#define _mm_mask_storeu_epi8(p, mask, a) emulated_store_bytes(p, mask, a)
#define _mm512_mask_storeu_epi8(p, mask, a) emulated_store_bytes(p, mask, a)
#define _mm512_cvtepi32_ps(a) emulated_to_float(a)
#define _mm512_cvtps_epi32(a) emulated_to_int(a)
#define _mm512_maskz_loadu_ps(mask, p) emulated_load(mask, p)
#define _mm512_mask_storeu_ps(p, mask, a) emulated_store(p, mask, a)
#define _mm512_mask_storeu_epi32(p, mask, a) emulated_store(p, mask, a)
#define _mm512_cvtss_f32(a) (Lanes512(a).f[0])
#define _mm512_cvtusepi32_epi8(a) emulated_unsigned_bytes(a)
#define _mm512_shuffle_f32x4(a, b, order) emulated_shuffle_quarters(a, b, order)
#define _mm512_cvtepi8_epi32(a) emulated_widen<int8_t>(a)
#define _mm512_cvtepu8_epi32(a) emulated_widen<uint8_t>(a)
