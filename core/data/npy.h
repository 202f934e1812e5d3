// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

#include "core/data/byte_store.h"
#include "core/data/raw_column.h"
#include "core/data/table.h"

namespace athena {

/// Reads the header of NumPy's .npy format, versions 1 to 3 (numpy.lib.format), and leaves `stream` at the
/// first element; RawLayout::begin is that offset. NotSupported: not .npy, or elements that are no numbers or
/// bools (object arrays hold pickled Python, which is not run; texts; records), or Fortran order;
/// Corruption: a header that is cut short or makes no sense; InvalidArgument: an array without samples.
Result<RawLayout> read_npy_header(ByteStream& stream);

/// `file` per column, plain or gzip.
Result<TableHandle> open_npy_table(const ReaderSpec& spec, const JobContext& job);

/// An archive of .npy members, as numpy.savez and savez_compressed write; a column per array. What is stored
/// is read in place, what is compressed is unpacked once. Arrays that cannot be read are listed with their
/// problem and only fail when they are opened.
Result<TableHandle> open_npz_table(const ReaderSpec& spec, const JobContext& job);

}  // namespace athena
