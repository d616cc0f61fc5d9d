"""A sentence or two in many languages, for guesses of encodings and of languages."""

from __future__ import annotations

PROSE = {
    "ru": "Сергей Шойгу прибыл в Пхеньян. Врачи, почта и продукты добираются туда на лодках рыбаков.",
    "uk": "Президент України їде до Києва, де зустріне прем'єра Ґонтара.",
    "fr": "Le maire a déclaré que l'été serait très chaud à Orléans - plus que jamais.",
    "fr-typographic": "Le maire a déclaré que l’été serait chaud – « plus que jamais », dit-il. Ça coûte 40 €.",
    "de": "Der Bürgermeister erklärte, daß die Straße nach Köln gesperrt würde. Größere Schäden gab es nicht.",
    "en": "The mayor said “no” – it’s late. The café was closed.",
    "pl": "Premier powiedział, że źródła są wiarygodne i łączą się w całość. Święto się zbliża.",
    "cs": "Předseda vlády řekl, že přijede do Plzně příští týden. Žádné další podrobnosti.",
    "el": "Ο πρωθυπουργός δήλωσε ότι η συμφωνία θα υπογραφεί στην Αθήνα. Άγνωστο πότε.",
    "he": "ראש הממשלה אמר כי ההסכם ייחתם בירושלים בשבוע הבא.",
    "ar": "قال رئيس الوزراء إن الاتفاق سيوقع في القاهرة الأسبوع المقبل، وأكد المتحدث.",
    "tr": "Başbakan, anlaşmanın gelecek hafta İstanbul'da imzalanacağını söyledi. Şehir ışıklı.",
    "lv": "Premjerministrs paziņoja, ka vienošanās tiks parakstīta nākamnedēļ Rīgā. Šķiet, ka jā.",
    "ja": "首相は来週、東京で合意に署名すると述べた。カタカナもあります。",
    "zh": "国防部长周三访问平壤，双方讨论了条约的执行情况。他说合作将继续。",
    "zh-tw": "國防部長週三訪問平壤，雙方討論了條約的執行情況。他說合作將繼續。",
    "ko": "국방장관은 수요일 평양을 방문하여 조약 이행을 논의했다. 협력은 계속될 것이다.",
    "th": "นายกรัฐมนตรีกล่าวว่าข้อตกลงจะลงนามในกรุงเทพสัปดาห์หน้า",
}
