namespace Krewe.Model.Protobuf;

/// <summary>Bytes that are no message. Thrown by <see cref="ProtoReader"/> and turned into a failure by the decoder.</summary>
internal sealed class ProtoDecodingException(string message) : Exception(message);
