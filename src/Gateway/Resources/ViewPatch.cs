using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Patches;
using Krewe.Model.Schema;

namespace Krewe.Gateway.Resources;

/// <summary>Applies a patch to the view that a subresource has of an object.</summary>
internal static class ViewPatch
{
    /// <summary>The patched view.</summary>
    public static Outcome<T> Apply<T>(PatchType type, ReadOnlyMemory<byte> patch, T current) where T : ApiRecord, IApiRecord<T> =>
        Patch.Apply(type, ApiJson.Write(current), patch, RecordCodec.Of<T>().Schema).TryGet(out var patched, out var failure)
        && ApiDecoder.Decode<T>(BodyFormat.Json, patched, FieldValidation.Ignore).TryGet(out var decoded, out failure)
            ? decoded.Value
            : failure;
}
