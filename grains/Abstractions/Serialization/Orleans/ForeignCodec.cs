using System.Buffers;
using Orleans;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Krewe.Grains.Serialization;

/// <summary>
/// Has Orleans write the types that have a <see cref="CrossingFormat"/>: the value's type, then its bytes. As they are immutable, a copy of
/// a value is the value.
/// </summary>
[Alias("krewe.foreign")]
internal sealed class ForeignCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    private const int TypeMember = 0;
    private const int BytesMember = 1;

    public bool IsSupportedType(Type type) => type == typeof(ForeignCodec) || CrossingFormat.Of(type) is not null;

    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    public object? DeepCopy(object? input, CopyContext context) => input;

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        // As the field's type the codec itself is written: so it is found again whatever type was expected.
        var type = value!.GetType();
        var bytes = FormatOf(type).Write(value);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(ForeignCodec), WireType.TagDelimited);
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeaderExpected(TypeMember, WireType.LengthPrefixed);
        writer.Session.TypeCodec.WriteLengthPrefixed(ref writer, type);
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeaderExpected(BytesMember - TypeMember, WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)bytes.Length);
        writer.Write(bytes.Span);
        writer.WriteEndObject();
    }

    public object? ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
            return ReferenceCodec.ReadReference(ref reader, field.FieldType);
        field.EnsureWireTypeTagDelimited();
        var place = ReferenceCodec.CreateRecordPlaceholder(reader.Session);
        Type? type = null;
        byte[]? bytes = null;
        for (var member = 0u; ;)
        {
            var header = reader.ReadFieldHeader();
            if (header.IsEndBaseOrEndObject)
                break;
            member += header.FieldIdDelta;
            switch (member)
            {
                case TypeMember:
                    ReferenceCodec.MarkValueField(reader.Session);
                    type = reader.Session.TypeCodec.ReadLengthPrefixed(ref reader);
                    break;
                case BytesMember:
                    ReferenceCodec.MarkValueField(reader.Session);
                    bytes = reader.ReadBytes(reader.ReadVarUInt32());
                    break;
                default:
                    reader.ConsumeUnknownField(header);
                    break;
            }
        }
        if (type is null || bytes is null)
            throw new RequiredFieldMissingException("a value of the API came without its type or its bytes");
        var value = FormatOf(type).Read(type, bytes);
        ReferenceCodec.RecordObject(reader.Session, value, place);
        return value;
    }

    private static CrossingFormat FormatOf(Type type) =>
        CrossingFormat.Of(type) ?? throw new CodecNotFoundException($"{type} has no format to cross silos in");
}
