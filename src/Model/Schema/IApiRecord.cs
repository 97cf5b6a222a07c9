using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema;

/// <summary>What the generator adds to every <see cref="ApiRecord"/>: how to read it, and the description of its fields.</summary>
public interface IApiRecord<TSelf> where TSelf : ApiRecord, IApiRecord<TSelf>
{
    /// <summary>Name, documentation and fields; made on first use.</summary>
    static abstract RecordSchema Schema { get; }

    /// <summary>Reads the fields of the object whose opening brace the reader stands at.</summary>
    static abstract TSelf ReadJson(scoped ref JsonFieldReader reader);

    /// <summary>Reads the fields of a message to its end.</summary>
    static abstract TSelf ReadProto(scoped ref ProtoReader reader);
}
