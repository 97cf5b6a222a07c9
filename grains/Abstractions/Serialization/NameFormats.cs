using System.Text;
using Krewe.Model.Kinds;

namespace Krewe.Grains.Serialization;

/// <summary>The key of an object as its text.</summary>
internal sealed class ObjectKeyFormat : CrossingFormat
{
    public override ReadOnlyMemory<byte> Write(object value) => Encoding.UTF8.GetBytes(((ObjectKey)value).ToString());

    public override object Read(Type type, ReadOnlyMemory<byte> bytes) => ObjectKey.Parse(Encoding.UTF8.GetString(bytes.Span));

    protected override bool Takes(Type type) => type == typeof(ObjectKey);
}

/// <summary>The identity of an object as its text.</summary>
internal sealed class ObjectIdFormat : CrossingFormat
{
    public override ReadOnlyMemory<byte> Write(object value) => Encoding.UTF8.GetBytes(((ObjectId)value).ToString());

    public override object Read(Type type, ReadOnlyMemory<byte> bytes) => ObjectId.Parse(Encoding.UTF8.GetString(bytes.Span));

    protected override bool Takes(Type type) => type == typeof(ObjectId);
}
