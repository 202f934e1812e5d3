// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/guard.h"

#include <c10/util/Exception.h>

#include <exception>
#include <new>
#include <string>

namespace athena {
namespace {

/// The first line of what LibTorch says; the lines after it trace its own code and the model's.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

Error error_of_current_exception() {
  try {
    throw;
  } catch (const std::bad_alloc& error) {
    return {ErrorCode::Io,
            "There is not enough memory for this. Close other programs, or choose a smaller batch.",
            error.what()};
  } catch (const c10::OutOfMemoryError& error) {
    return {ErrorCode::Io,
            "There is not enough memory for this. Close other programs, or choose a smaller batch.",
            error.what()};
  } catch (const c10::Error& error) {
    return {ErrorCode::NotSupported,
            "LibTorch could not do this: " + first_line(error.what_without_backtrace()), error.what()};
  } catch (const std::exception& error) {
    return {ErrorCode::NotSupported, "LibTorch could not do this: " + first_line(error.what()), error.what()};
  } catch (...) {
    return {ErrorCode::Internal, "The job stopped on an error of an unknown kind; please report it.", {}};
  }
}

}  // namespace athena
