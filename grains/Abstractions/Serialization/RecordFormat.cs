using System.Collections.Concurrent;
using Krewe.Model.Documents;
using Krewe.Model.Schema;

namespace Krewe.Grains.Serialization;

/// <summary>A record of the API (a condition, a selector) as the API's JSON, with the fields that this build does not know.</summary>
internal sealed class RecordFormat : CrossingFormat
{
    private static readonly ConcurrentDictionary<Type, Func<ReadOnlyMemory<byte>, ApiRecord>> Readers = [];

    public override ReadOnlyMemory<byte> Write(object value) => ApiJson.Write((ApiRecord)value);

    public override object Read(Type type, ReadOnlyMemory<byte> bytes) => Readers.GetOrAdd(type, static type =>
        typeof(ApiJson).GetMethod(nameof(ApiJson.Read), 1, [typeof(ReadOnlyMemory<byte>)])!
            .MakeGenericMethod(type).CreateDelegate<Func<ReadOnlyMemory<byte>, ApiRecord>>())(bytes);

    protected override bool Takes(Type type) => typeof(ApiRecord).IsAssignableFrom(type);
}
