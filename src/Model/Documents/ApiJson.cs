using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Documents;

/// <summary>JSON of API objects.</summary>
public static class ApiJson
{
    /// <summary>Reads trusted JSON, such as a stored document.</summary>
    public static ApiObject Read(KindDefinition definition, ReadOnlyMemory<byte> json) => throw new NotImplementedException();

    /// <summary>Writes canonical JSON: kind, apiVersion and metadata first, then fields in the order of their numbers.</summary>
    public static ReadOnlyMemory<byte> Write(ApiObject value) => throw new NotImplementedException();
}
