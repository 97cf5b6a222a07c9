using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Krewe.Gateway.Certificates;

/// <summary>
/// The key (ECDSA P-256) that signs tokens of service accounts, and nothing else: <c>pki/sa.key</c>, alike in all silos of an
/// installation, made at the first start. Whoever holds it can be any service account.
/// </summary>
internal sealed class TokenSigningKey
{
    /// <summary>Where it lies in the data directory.</summary>
    public const string File = "pki/sa.key";

    private readonly string _pem;

    private TokenSigningKey(string pem)
    {
        _pem = pem;
        using var key = Load();
        Id = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        Point = key.ExportParameters(includePrivateParameters: false).Q;
    }

    /// <summary>Tells the key from others: the digest of its public half.</summary>
    public string Id { get; }

    /// <summary>The public half.</summary>
    public ECPoint Point { get; }

    /// <summary>Loads the key, or makes it.</summary>
    /// <exception cref="CryptographicException">The file is there and holds no such key.</exception>
    public static TokenSigningKey Open(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, File);
        if (!System.IO.File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Write(path, made.ExportPkcs8PrivateKeyPem());
        }
        try
        {
            return new TokenSigningKey(System.IO.File.ReadAllText(path));
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException($"{path} holds no key", e);
        }
    }

    /// <summary>Signs a text (ES256, RFC 7518, 3.4).</summary>
    public byte[] Sign(ReadOnlySpan<char> text)
    {
        using var key = Load();
        return key.SignData(Encoding.ASCII.GetBytes(text.ToArray()), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>True for a signature of this key on the text.</summary>
    public bool Verifies(ReadOnlySpan<char> text, ReadOnlySpan<byte> signature)
    {
        using var key = Load();
        return key.VerifyData(Encoding.ASCII.GetBytes(text.ToArray()), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    // An instance of ECDsa may not be used by several threads at once.
    private ECDsa Load()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(_pem);
        return key;
    }
}
