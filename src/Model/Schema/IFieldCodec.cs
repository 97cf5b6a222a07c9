using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema;

/// <summary>
/// How values of one type are read and written. Codecs are types without instances, so that a list of a map of a type is a composition
/// that the compiler specializes, and not a table that is searched at run time.
/// </summary>
internal interface IFieldCodec<T>
{
    /// <summary>How a value is laid out in protobuf.</summary>
    static virtual WireType WireType => WireType.Delimited;

    /// <summary>The value of a list item or map entry that is null, or that protobuf leaves out.</summary>
    static abstract T Empty { get; }

    /// <summary>Reads the value at hand, which is not null, and stays at its last token.</summary>
    static abstract T ReadJson(scoped ref JsonFieldReader reader);

    static abstract void WriteJson(ref JsonFieldWriter writer, T value);

    static abstract T ReadProto(scoped ref ProtoReader reader);

    /// <summary>Writes the value as a field of a number.</summary>
    static abstract void WriteProto(ref ProtoWriter writer, int number, T value);
}
