// SPDX-License-Identifier: Apache-2.0
#pragma once

// Shared by the scalar definition and the vector files, so that all of them give the same bits. Macros and
// not variables: a vector file must not emit a symbol that another file could link to.
#define ATHENA_EXP_MIN -87.0f
#define ATHENA_EXP_MAX 88.0f
#define ATHENA_LOG2E 1.44269504088896341f
#define ATHENA_LN2_HI 0.693359375f
#define ATHENA_LN2_LO -2.12194440e-4f
// exp on [-ln2/2, ln2/2], Cephes expf.
#define ATHENA_EXP_P0 1.9875691500e-4f
#define ATHENA_EXP_P1 1.3981999507e-3f
#define ATHENA_EXP_P2 8.3334519073e-3f
#define ATHENA_EXP_P3 4.1665795894e-2f
#define ATHENA_EXP_P4 1.6666665459e-1f
#define ATHENA_EXP_P5 5.0000001201e-1f
// erf, Abramowitz and Stegun 7.1.26.
#define ATHENA_ERF_P 0.3275911f
#define ATHENA_ERF_A1 0.254829592f
#define ATHENA_ERF_A2 -0.284496736f
#define ATHENA_ERF_A3 1.421413741f
#define ATHENA_ERF_A4 -1.453152027f
#define ATHENA_ERF_A5 1.061405429f
#define ATHENA_SQRT_HALF 0.70710678118654752f
#define ATHENA_GELU_CUBIC 0.044715f
#define ATHENA_MINUS_2_SQRT_2_OVER_PI -1.5957691216057308f
// Below this, x * sigmoid is zero in fp32 for GELU by tanh.
#define ATHENA_GELU_TANH_MIN -16.0f
// tanh, Cephes tanhf: a polynomial below this, exp above.
#define ATHENA_TANH_SMALL 0.625f
#define ATHENA_TANH_P0 -5.70498872745e-3f
#define ATHENA_TANH_P1 2.06390887954e-2f
#define ATHENA_TANH_P2 -5.37397155531e-2f
#define ATHENA_TANH_P3 1.33314422036e-1f
#define ATHENA_TANH_P4 -3.33332819422e-1f
