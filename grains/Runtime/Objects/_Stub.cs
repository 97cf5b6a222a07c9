using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
namespace Krewe.Grains.Objects;
internal static class ObjectPatch
{
    public static Outcome<(ApiObject Value, IReadOnlyList<string> Warnings)> Apply(ApiDocument old, PatchRequest request) => throw new NotImplementedException();
}
