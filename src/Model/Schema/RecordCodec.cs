using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema;

/// <summary>Reads records of a type that is known at run time only: the kind of a request.</summary>
public abstract class RecordCodec
{
    private protected RecordCodec()
    {
    }

    /// <summary>The record's description.</summary>
    public abstract RecordSchema Schema { get; }

    /// <summary>The codec of a record.</summary>
    public static RecordCodec Of<T>() where T : ApiRecord, IApiRecord<T> => Typed<T>.Instance;

    internal abstract ApiRecord ReadJson(ReadOnlySpan<byte> json, List<long>? unknownPositions);

    internal abstract ApiRecord ReadProto(ReadOnlySpan<byte> message);

    private sealed class Typed<T> : RecordCodec where T : ApiRecord, IApiRecord<T>
    {
        public static readonly Typed<T> Instance = new();

        public override RecordSchema Schema => T.Schema;

        internal override ApiRecord ReadJson(ReadOnlySpan<byte> json, List<long>? unknownPositions) =>
            JsonFieldReader.ReadDocument<T>(json, unknownPositions);

        internal override ApiRecord ReadProto(ReadOnlySpan<byte> message)
        {
            var reader = new ProtoReader(message);
            return T.ReadProto(ref reader);
        }
    }
}
