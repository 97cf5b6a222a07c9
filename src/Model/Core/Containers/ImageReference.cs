namespace Krewe.Model.Core;

/// <summary>What the API reads from an image's name: whether it points at the moving tag <c>latest</c>.</summary>
internal static class ImageReference
{
    /// <summary>Always for <c>latest</c> and for names without tag and digest, otherwise IfNotPresent.</summary>
    public static ImagePullPolicy DefaultPullPolicy(string? image) =>
        IsLatest(image ?? "") ? ImagePullPolicy.Always : ImagePullPolicy.IfNotPresent;

    private static bool IsLatest(string image)
    {
        if (image.Length == 0)
            return false;
        if (image.Contains('@', StringComparison.Ordinal))
            return false;
        // A colon before the last slash belongs to the registry's port.
        var colon = image.IndexOf(':', image.LastIndexOf('/') + 1);
        return colon < 0 || image.AsSpan(colon + 1).SequenceEqual("latest");
    }
}
