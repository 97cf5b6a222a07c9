using System.Text.Json;
using Krewe.Model.Protobuf;
using Krewe.Model.Schema;

namespace Krewe.Model.CustomResources;

/// <summary>Reads objects of one custom kind. Of a repeated field the last one counts.</summary>
internal sealed class CustomObjectCodec(CustomKind kind) : RecordCodec
{
    public override RecordSchema Schema => CustomObject.Schema;

    internal override ApiRecord ReadJson(ReadOnlySpan<byte> json, List<long>? unknownPositions)
    {
        var value = (CustomObject)Of<CustomObject>().ReadJson(json, unknownPositions);
        var fields = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, field) in value.Unknown?.Items ?? [])
            fields[name] = field;
        return value.WithFields(fields) with { Kind = kind };
    }

    internal override ApiRecord ReadProto(ReadOnlySpan<byte> message) => throw new ProtoDecodingException("custom resources have no protobuf form");
}
