// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_data.h"

#include "app/cli/format.h"
#include "app/cli/table.h"

namespace athena::cli {

void print_draft(const DataDraft& draft, std::ostream& out) {
  Table columns({{"source"}, {"column"}, {"samples", Align::Right}, {"dtype"}, {"shape"}, {"remark"}});
  for (const SourceInfo& source : draft.sources)
    for (const ColumnInfo& column : source.columns)
      columns.add({source.name, column.name, column.rows > 0 ? std::to_string(column.rows) : "-",
                   column.dtype, shape_text(column.shape), column.problem});
  columns.print(out);
  out << "\n";
  Table inputs({{"argument"}, {"type"}, {"column or value"}, {"as"}});
  for (const InputChoice& input : draft.inputs)
    inputs.add({input.argument.empty() ? "(by position)" : input.argument, input.type,
                !input.value.empty()   ? input.value
                : input.column.empty() ? "-"
                                       : input.column,
                input.dtype + (input.shape.empty() ? "" : " " + shape_text(input.shape))});
  inputs.print(out);
  out << "label: " << (draft.label.empty() ? "none" : draft.label)
      << "; output: " << (draft.output.empty() ? "the result, or its first element" : draft.output)
      << "; metric: " << (draft.metric.empty() ? "as the labels suggest" : draft.metric) << "\n";
}

void print_preview(const DataPreview& preview, std::ostream& out) {
  out << "\n" << preview.info.name << "  " << preview.info.fingerprint.substr(0, 12);
  if (preview.info.classes > 0) out << ", " << preview.info.classes << " classes";
  out << "\n";
  Table splits({{"split"}, {"samples", Align::Right}});
  for (const SplitInfo& split : preview.info.splits) splits.add({split.name, std::to_string(split.samples)});
  splits.print(out);
  for (std::size_t i = 0; i < preview.samples.size(); ++i) {
    out << preview.split << " " << i << ":";
    for (const PreviewValue& value : preview.samples[i])
      out << "  " << value.name << " = " << (value.width > 0 ? "image " : "") << value.text;
    out << "\n";
  }
}

}  // namespace athena::cli
