using System.Globalization;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Planning.Comparison;

namespace Krewe.Planning.Deployments;

/// <summary>
/// The value of the label <c>pod-template-hash</c>, which keeps the pods of a deployment's replica sets apart: a digest of the template
/// (and of the number of collisions so far) in characters that spell no words.
/// </summary>
public static class PodTemplateHash
{
    /// <summary>The label's key.</summary>
    public const string Label = "pod-template-hash";

    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The hash of a deployment's template.</summary>
    public static string Of(PodTemplateSpec template, int collisions)
    {
        var digest = new Fnv1a();
        digest.Add(ApiJson.Write(template).Span);
        if (collisions > 0)
            digest.Add(collisions.ToString(CultureInfo.InvariantCulture));
        return string.Concat(digest.Value.ToString(CultureInfo.InvariantCulture).Select(digit => Alphabet[digit % Alphabet.Length]));
    }

    /// <summary>True if two templates make the same pods, whatever their hash label says.</summary>
    internal static bool SameIgnoringHash(PodTemplateSpec left, PodTemplateSpec right) => Without(left) == Without(right);

    private static PodTemplateSpec Without(PodTemplateSpec template) => !template.Metadata.Labels.ContainsKey(Label) ? template : template with
    {
        Metadata = template.Metadata with
        {
            Labels = template.Metadata.Labels.Where(label => label.Key != Label).ToDictionary(label => label.Key, label => label.Value),
        },
    };
}
