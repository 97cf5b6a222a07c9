using System.Text;
using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of config maps.</summary>
internal static class ConfigMapRules
{
    /// <summary>Bytes that the entries of a config map or secret may have together.</summary>
    public const int MaxBytes = 1024 * 1024;

    public const string IsImmutable = "field is immutable when `immutable` is set";

    public static void Validate(ConfigMap map, FieldErrors errors)
    {
        var size = 0L;
        foreach (var (key, value) in map.Data)
        {
            var path = FieldPath.Of("data").Key(key);
            errors.Invalid(path, key, NameRules.ConfigKey(key));
            if (map.BinaryData.ContainsKey(key))
                errors.Invalid(path, key, "duplicate of key present in binaryData");
            size += Encoding.UTF8.GetByteCount(value);
        }
        foreach (var (key, value) in map.BinaryData)
        {
            errors.Invalid(FieldPath.Of("binaryData").Key(key), key, NameRules.ConfigKey(key));
            size += value.Length;
        }
        // The object as a whole is too long: Kubernetes names no field, and writes that as an empty subscript.
        if (size > MaxBytes)
        {
            var message = FormattableString.Invariant($"Too long: may not be more than {MaxBytes} bytes");
            errors.Add(new FieldError(FieldErrorReason.FieldValueTooLong, "[]", message));
        }
    }

    public static void ValidateUpdate(ConfigMap map, ConfigMap old, FieldErrors errors)
    {
        if (old.Immutable != true)
            return;
        if (map.Immutable != true)
            errors.Forbidden(FieldPath.Of("immutable"), IsImmutable);
        if (map.Data.Count != old.Data.Count || map.Data.Any(e => !old.Data.TryGetValue(e.Key, out var value) || value != e.Value))
            errors.Forbidden(FieldPath.Of("data"), IsImmutable);
        if (!SameBytes(map.BinaryData, old.BinaryData))
            errors.Forbidden(FieldPath.Of("binaryData"), IsImmutable);
    }

    public static bool SameBytes(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> left, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> right) =>
        left.Count == right.Count && left.All(e => right.TryGetValue(e.Key, out var value) && value.Span.SequenceEqual(e.Value.Span));
}
