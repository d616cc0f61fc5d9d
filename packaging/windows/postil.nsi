; The installer for Windows: for one user, without rights of an administrator. `make_installer.py` compiles it.
;
;   Postil-setup.exe /S /D=C:\a folder      installs without asking; /D comes last, unquoted
;   uninstall.exe /S                        takes it away without asking
;
; Exit status: 0 done, 1 cancelled, 2 not done (Postil runs, or Windows is too old).

Unicode true
Target amd64-unicode
RequestExecutionLevel user
ManifestSupportedOS all
ManifestDPIAware true
ManifestLongPathAware true
!ifdef QUICK ; to try it: an eighth of the time, half as large again
SetCompressor zlib
!else
SetCompressor /SOLID lzma
!endif
CRCCheck force

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include ${MADE}/registry.nsh
!include ${MADE}/files.nsh

Var DoubledDir

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Postil"
!define LINK "$SMPROGRAMS\Postil.lnk"

Name "Postil"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Postil"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "Postil ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey "ProductName" "Postil"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Postil, installer"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"
VIAddVersionKey "Comments" "${SUMMARY}"

!define MUI_ICON "${ROOT}/resources/icons/postil.ico"
!define MUI_UNICON "${ROOT}/resources/icons/postil.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${MADE}/side.bmp"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\postil-gui.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Open Postil"

!define MUI_LICENSEPAGE_BUTTON "Next >"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "Postil may be used, changed and passed on under these terms."
!insertmacro MUI_PAGE_LICENSE "${ROOT}/LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs cannot be written to. Asked again until it is closed, or given up.
!macro WaitForPostil
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\postil-gui.exe"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\postil-gui.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION \
      "Postil is open. Everything in it is saved: close its windows, then choose Retry." /SD IDCANCEL IDRETRY +3
    SetErrorLevel 2
    Quit
  ${Loop}
!macroend

; $DoubledDir is the folder as a command of the registry has it: there `%` begins what Windows fills in
!macro DoublePercents
  StrCpy $DoubledDir ""
  StrCpy $0 0
  ${Do}
    StrCpy $1 $INSTDIR 1 $0
    ${If} $1 == "%"
      StrCpy $DoubledDir "$DoubledDir%"
    ${EndIf}
    StrCpy $DoubledDir "$DoubledDir$1"
    IntOp $0 $0 + 1
  ${LoopUntil} $1 == ""
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "Postil needs Windows 10 or later; nothing was installed." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section "Postil"
  SetShellVarContext current
  !insertmacro WaitForPostil

  ; What an older version put here goes first: files that are no more would stay
  ReadRegStr $1 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\uninstall.exe"
    ExecWait '"$1\uninstall.exe" /S _?=$1' $2
    ${If} $2 != 0
      SetErrorLevel 2
      Abort "The older version could not be taken away; nothing was installed."
    ${EndIf}
    Delete "$1\uninstall.exe"
    RMDir "$1"
  ${EndIf}

  ClearErrors
  !insertmacro PostilFiles
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort "Not all files could be written: is the disk full, or the folder another's?"
  ${EndIf}

  !insertmacro DoublePercents
  !insertmacro PostilRegister
  CreateShortCut "${LINK}" "$INSTDIR\postil-gui.exe" "" "$INSTDIR\postil-gui.exe" 0 SW_SHOWNORMAL "" "${SUMMARY}"
  Call IdentifyLink
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Postil"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\postil-gui.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Postil"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  Call TellShell
SectionEnd

; The taskbar groups a window with the link that has the same identity; CreateShortCut cannot give it one
Function IdentifyLink
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${LINK}",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call '*(&w64 "${APP_ID}")p.r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,r3)p.r5'
        ${IPropertyStore::SetValue} $2 '($4,$5)'
        ${IPropertyStore::Commit} $2 ""
        System::Free $5
        System::Free $4
        System::Free $3
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("${LINK}",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

!macro TellShell un
Function ${un}TellShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd
!macroend
!insertmacro TellShell ""
!insertmacro TellShell "un."

; Annotations, settings and everything else of the user's stay where they are
Section "Uninstall"
  SetShellVarContext current
  !insertmacro WaitForPostil
  !insertmacro DoublePercents
  !insertmacro PostilUnregister
  !insertmacro PostilRemoveFiles
  Delete "${LINK}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  Call un.TellShell
SectionEnd
