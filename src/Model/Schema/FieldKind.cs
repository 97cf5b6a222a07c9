namespace Krewe.Model.Schema;

/// <summary>Kinds of values that fields have.</summary>
public enum FieldKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Integer of 32 bits.</summary>
    Int32,

    /// <summary>Integer of 64 bits.</summary>
    Int64,

    /// <summary>Floating-point number.</summary>
    Double,

    /// <summary>Bytes, base64 in JSON.</summary>
    Bytes,

    /// <summary>Time in whole seconds, RFC 3339.</summary>
    Time,

    /// <summary>Time in microseconds, RFC 3339.</summary>
    MicroTime,

    /// <summary>Any JSON.</summary>
    Raw,

    /// <summary>Number with a unit suffix.</summary>
    Quantity,

    /// <summary>Integer or text.</summary>
    IntOrString,

    /// <summary>Text with known values.</summary>
    Enum,

    /// <summary>Structure.</summary>
    Record,

    /// <summary>List.</summary>
    List,

    /// <summary>Map with text keys.</summary>
    Map,
}
