using Krewe.Model.Quantities;

namespace Krewe.Model.Schema.Codecs;

/// <summary>
/// Values that say the same as absence, in fields where Kubernetes does not tell the two apart
/// (<see cref="FieldAttribute.OmitZero"/>, and everything that protobuf always writes).
/// </summary>
internal static class Zero
{
    public static string? ToNull(string value) => value.Length == 0 ? null : value;

    public static bool? ToNull(bool value) => value ? true : null;

    public static int? ToNull(int value) => value == 0 ? null : value;

    public static long? ToNull(long value) => value == 0 ? null : value;

    public static double? ToNull(double value) => value == 0 ? null : value;

    public static IntOrString? ToNull(IntOrString value) => value == default || value.Text is "" ? default(IntOrString?) : value;

    public static DateTimeOffset? ToNull(DateTimeOffset value) => value == default ? null : value;

    public static T? ToNull<T>(T value) where T : struct, IOpenEnum<T> => string.IsNullOrEmpty(value.Value) ? null : value;
}
