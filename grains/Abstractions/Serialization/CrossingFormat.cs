namespace Krewe.Grains.Serialization;

/// <summary>
/// How values of types that know nothing of grains are written between silos: each in a form that it has anyway. The values are immutable,
/// so that within a silo they cross as they are.
/// </summary>
internal abstract class CrossingFormat
{
    private static readonly CrossingFormat[] All =
        [new DocumentFormat(), new ObjectKeyFormat(), new ObjectIdFormat(), new RecordFormat(), new ObservationFormat(),
            new AgentMessageFormat(), new ServerMessageFormat(), new FailureFormat()];

    /// <summary>The format of a type that can be instantiated, or null where it has none.</summary>
    public static CrossingFormat? Of(Type type) => type.IsAbstract ? null : Array.Find(All, format => format.Takes(type));

    /// <summary>Writes a value.</summary>
    public abstract ReadOnlyMemory<byte> Write(object value);

    /// <summary>Reads what <see cref="Write"/> has written. The bytes may be kept; nobody else changes them.</summary>
    /// <exception cref="FormatException">The bytes are no such value.</exception>
    public abstract object Read(Type type, ReadOnlyMemory<byte> bytes);

    /// <summary>True for types of this format.</summary>
    protected abstract bool Takes(Type type);
}
