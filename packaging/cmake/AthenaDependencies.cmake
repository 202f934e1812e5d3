# SPDX-License-Identifier: Apache-2.0
# Everything Athena takes from elsewhere, with one clear message for what is missing.
set(ATHENA_TORCH_MINIMUM 2.7)
find_package(Torch QUIET)
if(NOT Torch_FOUND)
  message(FATAL_ERROR "LibTorch was not found. Give its place with CMAKE_PREFIX_PATH or Torch_DIR, or build with "
                      "'sh packaging/test.sh', which installs the CPU build by itself.")
endif()
if(DEFINED Torch_VERSION AND Torch_VERSION VERSION_LESS ATHENA_TORCH_MINIMUM)
  message(FATAL_ERROR "LibTorch ${Torch_VERSION} is too old: Athena needs ${ATHENA_TORCH_MINIMUM} or newer.")
endif()
# The Python whose torch package this LibTorch is, for tests that load models from Python; not found if it has none.
find_program(ATHENA_TORCH_PYTHON python3 PATHS ${Torch_DIR}/../../../../../../../bin NO_DEFAULT_PATH)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(Threads REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)  # SHA-256; Debian: libssl-dev
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
find_package(GTest REQUIRED)
if(ATHENA_GUI)
  find_package(Qt6 REQUIRED COMPONENTS Widgets Svg DBus PrintSupport LinguistTools Test)
  find_package(QCustomPlotQt6 REQUIRED)
endif()
