using System.Text;

namespace Krewe.Model.Generators;

/// <summary>Writes the protobuf codec of a record.</summary>
internal static class ProtoEmitter
{
    private const string ProtoSpace = "global::Krewe.Model.Protobuf.";
    private const string Collections = "global::System.Collections.Generic.";

    public static void Reader(StringBuilder code, RecordModel record)
    {
        code.Append($$"""
                private {{record.Name}}(scoped ref {{ProtoSpace}}ProtoReader reader)
                {

            """);
        var collections = record.Ordered.Where(f => f.Shape is FieldShape.List or FieldShape.Map).ToArray();
        foreach (var field in collections)
        {
            var type = field.Shape == FieldShape.List ? $"List<{field.Value.Type}>" : $"Dictionary<string, {field.Value.Type}>";
            code.Append($"        {Collections}{type}? field{field.Composite} = null;\n");
        }
        code.Append("""
                    while (reader.NextField(out var number))
                    {
                        switch (number)
                        {

            """);
        foreach (var field in record.Ordered)
            code.Append($"                case {field.Composite}: {Read(field)} break;\n");
        foreach (var within in record.Ordered.Select(f => f.Within).Where(w => w != 0).Distinct())
            code.Append($"                case {within}: reader.Enter({within}); break;\n");
        code.Append("""
                            default: reader.Skip(); break;
                        }
                    }

            """);
        foreach (var field in collections)
            code.Append($"        if (field{field.Composite} is not null) this.{field.PropertyName} = field{field.Composite};\n");
        code.Append("    }\n\n");
    }

    public static void Writer(StringBuilder code, RecordModel record)
    {
        code.Append($$"""
                internal override void WriteProto(ref {{ProtoSpace}}ProtoWriter writer)
                {

            """);
        if (record.Ordered.Any(f => f.Within != 0))
            code.Append("        int mark;\n");
        var within = 0;
        foreach (var field in record.Ordered.Reverse())
        {
            if (field.Within != within)
            {
                Close(within);
                if (field.Within != 0)
                    code.Append("        mark = writer.Mark;\n");
                within = field.Within;
            }
            var write = field.Shape switch
            {
                FieldShape.List => $"{RecordEmitter.CollectionCodec(field)}.WriteItems(ref writer, {field.Number}, ",
                FieldShape.Map => $"{RecordEmitter.CollectionCodec(field)}.WriteEntries(ref writer, {field.Number}, ",
                _ => $"{field.Value.Codec}.WriteProto(ref writer, {field.Number}, ",
            };
            code.Append($"        {RecordEmitter.Present(field, out var value)} {{ {write}{value}); }}\n");
        }
        Close(within);
        code.Append("    }\n\n");

        void Close(int number)
        {
            if (number != 0)
                code.Append($"        writer.EndOptionalMessage({number}, mark);\n");
        }
    }

    /// <summary>
    /// Kubernetes always writes the fields that are no pointers in Go, so what is empty says the same as absence; numbers and booleans
    /// are told apart by <c>OmitZero</c>.
    /// </summary>
    private static string Read(FieldModel field)
    {
        if (field.Shape is FieldShape.List)
            return $"reader.ReadItem<{field.Value.Type}, {field.Value.Codec}>(ref field{field.Composite});";
        if (field.Shape is FieldShape.Map)
            return $"reader.ReadEntry<{field.Value.Type}, {field.Value.Codec}>(ref field{field.Composite});";
        var read = $"{field.Value.Codec}.ReadProto(ref reader)";
        var emptyIsAbsent = field.Value.Kind is "String" or "Enum" or "Time" or "MicroTime" || (field.OmitZero && field.Value.Kind is not ("Record" or "Raw" or "Bytes" or "Quantity"));
        return field.Shape == FieldShape.Nullable && emptyIsAbsent
            ? $"this.{field.PropertyName} = global::Krewe.Model.Schema.Codecs.Zero.ToNull({read});"
            : $"this.{field.PropertyName} = {read};";
    }
}
