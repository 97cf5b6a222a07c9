using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Patches;
using Krewe.Model.Schema;

namespace Krewe.Gateway.Resources;

/// <summary>Applies a patch to the scale view of an object.</summary>
internal static class ScalePatch
{
    /// <summary>The patched view.</summary>
    public static Outcome<Scale> Apply(PatchType type, ReadOnlyMemory<byte> patch, Scale current) =>
        Patch.Apply(type, ApiJson.Write(current), patch, RecordCodec.Of<Scale>().Schema).TryGet(out var patched, out var failure)
        && ApiDecoder.Decode<Scale>(BodyFormat.Json, patched, FieldValidation.Ignore).TryGet(out var decoded, out failure)
            ? decoded.Value
            : failure;
}
